-- Decides about one request by all limits that apply to it, in one step: it is charged to all of them, or to none.
-- KEYS: the rules, the statistics, then the state of each limit.
-- ARGV: the version of the rules that the caller knows ('' for any), the time in microseconds ('0' for the clock of
-- Redis), '1' to charge or '0' to look only, a lease, then seven of each limit: algorithm, quota, window in microseconds,
-- burst, cost, '1' if it is only watched, and its name in the statistics ('' for none).
-- Answer: {-1} if the rules are newer; else the time, whether the request may pass, and six of each limit: whether it
-- allows, used before, left after, microseconds until a retry makes sense, until all is free again, and of delay.

local floor, ceil, max, min = math.floor, math.ceil, math.max, math.min

if ARGV[1] ~= '' and (redis.call('HGET', KEYS[1], 'version') or '0') ~= ARGV[1] then
  return {-1}
end

local now = tonumber(ARGV[2])
if now == 0 then
  local time = redis.call('TIME')
  now = tonumber(time[1]) * 1000000 + tonumber(time[2])
end

local function whole(value)
  return string.format('%.0f', value)
end

local function expire(key, micros)
  redis.call('PEXPIRE', key, whole(ceil(micros / 1000) + 1000))
end

local look, take = {}, {}

look['fixed-window'] = function(key, l)
  local state = redis.call('HMGET', key, 'start', 'count')
  local start, count = now - now % l.window, 0
  local stored = tonumber(state[1] or -1)
  if stored >= start then
    start, count = stored, tonumber(state[2])
  end
  l.start, l.used = start, count
  l.allows = count + l.cost <= l.quota
  l.left, l.reset = l.quota - count, start + l.window - now
  l.retry = l.reset
end

take['fixed-window'] = function(key, l)
  redis.call('HSET', key, 'start', whole(l.start), 'count', whole(l.used + l.cost))
  expire(key, 2 * l.window)
end

look['sliding-log'] = function(key, l)
  redis.call('ZREMRANGEBYSCORE', key, '-inf', whole(now - l.window))
  local count = redis.call('ZCARD', key)
  l.used, l.left = count, l.quota - count
  l.allows = count + l.cost <= l.quota
  if count > 0 then
    l.reset = tonumber(redis.call('ZRANGE', key, -1, -1, 'WITHSCORES')[2]) + l.window - now
  end
  if not l.allows then
    local place = count + l.cost - l.quota - 1
    l.retry = tonumber(redis.call('ZRANGE', key, place, place, 'WITHSCORES')[2]) + l.window - now
  end
end

take['sliding-log'] = function(key, l)
  for i = 1, l.cost do
    redis.call('ZADD', key, whole(now), whole(now) .. '-' .. whole(l.used + i))
  end
  expire(key, l.window)
end

look['sliding-counter'] = function(key, l)
  local state = redis.call('HMGET', key, 'start', 'count', 'previous')
  local start, count, previous = now - now % l.window, 0, 0
  local stored = tonumber(state[1] or -1)
  if stored >= start then
    start, count, previous = stored, tonumber(state[2]), tonumber(state[3])
  elseif stored == start - l.window then
    previous = tonumber(state[2])
  end
  local passed = max(0, now - start)
  local weight = previous * (l.window - passed) / l.window
  l.start, l.count, l.previous = start, count, previous
  l.used, l.left = ceil(weight + count), floor(l.quota - weight - count)
  l.allows = weight + count + l.cost <= l.quota
  if count > 0 then
    l.reset = start + 2 * l.window - now
  elseif previous > 0 then
    l.reset = start + l.window - now
  end
  if not l.allows and count + l.cost <= l.quota then
    l.retry = ceil(start + l.window * (1 - (l.quota - l.cost - count) / previous) - now)
  elseif not l.allows then
    l.retry = ceil(start + l.window * (2 - (l.quota - l.cost) / count) - now)
  end
end

take['sliding-counter'] = function(key, l)
  redis.call('HSET', key, 'start', whole(l.start), 'count', whole(l.count + l.cost), 'previous', whole(l.previous))
  expire(key, 2 * l.window)
end

-- A token is as many units as the window has microseconds, so that a microsecond brings as many units as the quota is:
-- whole numbers throughout.
look['token-bucket'] = function(key, l)
  local state = redis.call('HMGET', key, 'units', 'at')
  local full = l.burst * l.window
  local units, at = full, now
  if state[1] then
    at = max(now, tonumber(state[2]))
    units = min(full, tonumber(state[1]) + (at - tonumber(state[2])) * l.quota)
  end
  local need = l.cost * l.window
  l.units, l.at = units - need, at
  l.allows, l.left = units >= need, floor(units / l.window)
  l.used = l.burst - l.left
  l.retry, l.reset = ceil((need - units) / l.quota), ceil((full - units) / l.quota)
end

take['token-bucket'] = function(key, l)
  redis.call('HSET', key, 'units', whole(l.units), 'at', whole(l.at))
  expire(key, l.burst * l.window / l.quota)
end

-- A queue with as many places as the burst: who is let in waits for its turn.
look['leaky-bucket'] = function(key, l)
  l.each = ceil(l.window / l.quota)
  l.turn = max(now, tonumber(redis.call('GET', key) or 0))
  l.delay = l.turn - now
  local room = l.burst * l.each - l.delay
  l.allows = (l.cost - 1) * l.each <= room
  l.left, l.used = max(0, floor(room / l.each) + 1), ceil(l.delay / l.each)
  l.retry, l.reset = (l.cost - 1) * l.each - room, l.delay
end

take['leaky-bucket'] = function(key, l)
  local free = l.turn + l.cost * l.each
  redis.call('SET', key, whole(free), 'PX', whole(ceil((free - now) / 1000) + 1000))
end

look['gcra'] = function(key, l)
  l.each = ceil(l.window / l.quota)
  local arrival = max(now, tonumber(redis.call('GET', key) or 0))
  local room = l.burst * l.each - (arrival - now)
  l.arrival = arrival + l.cost * l.each
  l.allows, l.left = l.cost * l.each <= room, max(0, floor(room / l.each))
  l.used = l.burst - l.left
  l.retry, l.reset = l.cost * l.each - room, arrival - now
end

take['gcra'] = function(key, l)
  redis.call('SET', key, whole(l.arrival), 'PX', whole(ceil((l.arrival - now) / 1000) + 1000))
end

-- The window is how long a lease lasts that nobody gives back.
look['concurrency'] = function(key, l)
  redis.call('ZREMRANGEBYSCORE', key, '-inf', whole(now))
  local count = redis.call('ZCARD', key)
  l.used, l.left, l.cost = count, l.quota - count, 1
  l.allows = count < l.quota
  if count > 0 then
    l.reset = tonumber(redis.call('ZRANGE', key, -1, -1, 'WITHSCORES')[2]) - now
    l.retry = tonumber(redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')[2]) - now
  end
end

take['concurrency'] = function(key, l)
  redis.call('ZADD', key, whole(now + l.window), ARGV[4])
  expire(key, l.window)
end

local limits, passes = {}, true
for i = 3, #KEYS do
  local a = 4 + (i - 3) * 7
  local l = {
    algorithm = ARGV[a + 1], quota = tonumber(ARGV[a + 2]), window = tonumber(ARGV[a + 3]),
    burst = tonumber(ARGV[a + 4]), cost = tonumber(ARGV[a + 5]), watched = ARGV[a + 6] == '1', name = ARGV[a + 7],
    retry = 0, reset = 0, delay = 0,
  }
  look[l.algorithm](KEYS[i], l)
  passes = passes and (l.allows or l.watched)
  limits[i - 2] = l
end

local answer = {now, passes and 1 or 0}
for i, l in ipairs(limits) do
  local left = l.left
  if ARGV[3] == '1' and passes and l.allows then
    take[l.algorithm](KEYS[i + 2], l)
    left = left - l.cost
  end
  if ARGV[3] == '1' and l.name ~= '' then
    local what = l.allows and 'allowed' or 'refused'
    if passes or not (l.allows or l.watched) then
      redis.call('HINCRBY', KEYS[2], l.name .. ':' .. what, 1)
    end
  end
  answer[#answer + 1] = l.allows and 1 or 0
  answer[#answer + 1] = l.used
  answer[#answer + 1] = max(0, left)
  answer[#answer + 1] = l.allows and 0 or max(1, l.retry)
  answer[#answer + 1] = max(0, l.reset)
  answer[#answer + 1] = l.allows and l.delay or 0
end
if ARGV[3] == '1' then
  redis.call('EXPIRE', KEYS[2], 7200)
end
return answer
