-- wrk: POST /v1/schuldenoverzicht with a random citizen.  wrk … -s json.lua URL -- LIST
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "report.lua")

local list, before, after

function init(arguments)
  list = citizens(arguments[1])
  before, after = message("/v1/schuldenoverzicht", "Content-Type: application/json", '{"bsn":"', '"}')
end

function request()
  return before .. list[math.random(#list)] .. after
end
