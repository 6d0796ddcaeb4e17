-- Counts of one moment: name, value, name, value, …
local reply, time = {}, now()
local function tell(name, value) reply[#reply + 1] = name; reply[#reply + 1] = value end
local waiting = 0
for _, level in ipairs(LEVELS) do
  local length = redis.call('LLEN', key('wait:' .. level))
  waiting = waiting + length
  tell(level, text(length))
end
tell('waiting', text(waiting))
for _, state in ipairs({'delayed', 'active', 'blocked', 'dead', 'done', 'jobs'}) do
  tell(state, text(redis.call('ZCARD', key(state))))
end
for _, field in ipairs({'created', 'succeeded', 'died', 'retried', 'rescued', 'removed', 'deduplicated', 'busyMillis',
  'paused', 'rate', 'concurrency'}) do
  tell(field, redis.call('HGET', META, field) or '0')
end
tell('late', text(redis.call('ZCOUNT', key('active'), '-inf', text(time - 5000))))
tell('now', text(time))
return reply
