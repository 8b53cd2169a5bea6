-- wrk: GET of one static body from nginx.  wrk … -s static.lua URL
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "report.lua")
