-- Shared by the wrk scripts: picks a random citizen per request and prints the figures as one line that bench.py reads.

local counter = 0

-- wrk calls this once per thread, before it starts: every thread draws its own series, the same in every run.
function setup(thread)
  counter = counter + 1
  thread:set("seed", 20261121 + counter)
end

-- The BSNs of a list file, one per line.
function citizens(path)
  local list = {}
  for line in io.lines(path) do
    list[#list + 1] = line
  end
  assert(#list > 0, "the list of citizens is empty")
  math.randomseed(seed)
  return list
end

-- A message around the nine digits of a BSN: its length is known, so the header is written once.
function message(path, headers, before, after)
  local head = "POST " .. path .. " HTTP/1.1\r\nHost: 127.0.0.1\r\n" .. headers
    .. "\r\nContent-Length: " .. (#before + 9 + #after) .. "\r\n\r\n"
  return head .. before, after
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    "figures requests=%d microseconds=%d bytes=%d p50=%d p99=%d connect=%d read=%d write=%d status=%d timeout=%d\n",
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
    errors.connect, errors.read, errors.write, errors.status, errors.timeout))
end
