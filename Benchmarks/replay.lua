-- wrk: one request as a file holds it, with a random citizen where it says @BSN@.  wrk … -s replay.lua URL -- LIST FILE
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "report.lua")

local list, parts

function init(arguments)
  list = citizens(arguments[1])
  local file = assert(io.open(arguments[2], "rb"))
  local text = file:read("*a")
  file:close()
  parts = {}
  local from = 1
  while true do
    local at = text:find("@BSN@", from, true)
    if not at then break end
    parts[#parts + 1] = text:sub(from, at - 1)
    from = at + 5
  end
  assert(#parts > 0, "the request has no place for a BSN")
  parts[#parts + 1] = text:sub(from)
end

function request()
  return table.concat(parts, list[math.random(#list)])
end
