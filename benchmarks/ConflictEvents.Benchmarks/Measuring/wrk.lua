-- Sends the requests of the file named in REQUESTS in random order: a line is method, path, headers ("name: value", parted by "|") and body,
-- parted by tabs. Ends with one line for the program that started it.
local requests = {}

function setup(thread)
  counter = (counter or 0) + 1
  thread:set("seed", counter)
end

function init(args)
  math.randomseed(seed)
  for line in io.lines(os.getenv("REQUESTS")) do
    local method, path, header, body = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t?(.*)$")
    local headers = {}
    for name, value in header:gmatch("([^|:]+): ([^|]*)") do headers[name] = value end
    if body == "" then body = nil end
    requests[#requests + 1] = wrk.format(method, path, headers, body)
  end
end

-- Milliseconds that each connection waits before it asks again.
local pause = tonumber(os.getenv("PAUSE") or "0")
if pause > 0 then
  function delay() return pause end
end

function request()
  return requests[math.random(#requests)]
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
