-- wrk, sending the requests of a log over and over, each thread from the first on: wrk -s requests.lua URL -- LOG
local requests = {}
local last = 0

function init(args)
  for line in io.lines(args[1]) do
    local path, referer, agent = line:match('"GET (/%S*) HTTP[^"]*" %d+ %d+ "([^"]*)" "([^"]*)"$')
    if path then
      requests[#requests + 1] = wrk.format('GET', path, { Referer = referer, ['User-Agent'] = agent })
    end
  end
end

function request()
  last = last % #requests + 1
  return requests[last]
end
