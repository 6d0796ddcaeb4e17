-- Counts clicks that a consumer holds, each once however often and by whomever it is tried: only who acknowledges an entry
-- counts it, in the same step. What belongs to a link that is gone is dropped.
-- KEYS: clicks, ledger, and a key that is there while the pipeline stands still.
-- ARGV: the group, the prefix of the keys of this partition, how long an ended link is remembered in ms, the channel, the
-- name of a day in the list of the most visited, ids. All keys made here share the hash tag of the prefix.
-- Answers how many were counted, or -1 while the pipeline stands still.
local CLICKS, LEDGER, PAUSED = KEYS[1], KEYS[2], KEYS[3]
local GROUP, PREFIX, MEMORY, CHANNEL = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
local MOST_NAMES, TOP_TTL, HOUR = 100, 8 * 86400, 3600000

if redis.call('EXISTS', PAUSED) == 1 then
  return -1
end

local counted, visited = 0, {}

-- One of the sorted sets of a link, with so many members at most: the least are left out.
local function tally(key, name)
  if name and name ~= '' then
    redis.call('ZINCRBY', key, 1, name)
    if redis.call('ZCARD', key) > MOST_NAMES then
      redis.call('ZREMRANGEBYRANK', key, 0, 0)
    end
  end
end

local function apply(click)
  local code = string.match(click.entry, '^(.*):')
  local link = PREFIX .. code
  local known = redis.call('HMGET', link .. ':link', 'entry', 'created', 'expires')
  if known[1] ~= click.entry then
    return false
  end
  visited[code] = true
  if click.kind ~= 'total' then
    return true -- bots and reloads are no visits
  end
  redis.call('HINCRBY', link .. ':visits', click.day, 1)
  redis.call('PFADD', link .. ':visitors', click.who)
  redis.call('SETBIT', link .. ':hours', math.max(0, math.floor((click.at - known[2]) / HOUR)), 1)
  tally(link .. ':referrers', click.referrer)
  tally(link .. ':devices', click.device)
  tally(link .. ':browsers', click.browser)
  tally(link .. ':languages', click.language)
  if known[3] then
    for _, part in ipairs({ 'visitors', 'hours', 'referrers', 'devices', 'browsers', 'languages' }) do
      redis.call('PEXPIREAT', link .. ':' .. part, tonumber(known[3]) + MEMORY)
    end
  end
  local top = PREFIX .. 'top:' .. click.day
  redis.call('ZINCRBY', top, 1, code)
  redis.call('EXPIRE', top, TOP_TTL)
  return true
end

for i = 5, #ARGV do
  local id = ARGV[i]
  local entry = redis.call('XRANGE', CLICKS, id, id)[1]
  if redis.call('XACK', CLICKS, GROUP, id) == 1 and entry then
    local click = {}
    for f = 1, #entry[2], 2 do
      click[entry[2][f]] = entry[2][f + 1]
    end
    local done = apply(click)
    redis.call('HINCRBY', LEDGER, done and 'counted' or 'dropped', 1)
    counted = counted + (done and 1 or 0)
    redis.call('XDEL', CLICKS, id)
  end
end

for code in pairs(visited) do
  local figures = redis.call('HMGET', PREFIX .. code .. ':visits', 'total', 'redirects')
  local data = { code = code, visits = tonumber(figures[1]), redirects = tonumber(figures[2]) }
  local event = { id = code .. '-' .. figures[2], type = 'visit', data = data }
  redis.call('PUBLISH', CHANNEL, cjson.encode(event))
end
return counted
