-- wrk: the SOAP free message geefSchuldenoverzicht_Di02 with a random citizen.  wrk … -s soap.lua URL -- LIST
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "report.lua")

local list, before, after

function init(arguments)
  list = citizens(arguments[1])
  local file = assert(io.open(arguments[2], "rb"))
  local text = file:read("*a")
  file:close()
  local at = assert(text:find("@BSN@", 1, true), "the message has no place for a BSN")
  local headers = 'Content-Type: text/xml; charset=utf-8\r\n'
    .. 'SOAPAction: "http://voorbeeld.example/koppelvlak/bk0100/geefSchuldenoverzicht_Di02"'
  before, after = message("/soap/schuldenoverzicht", headers, text:sub(1, at - 1), text:sub(at + 5))
end

function request()
  return before .. list[math.random(#list)] .. after
end
