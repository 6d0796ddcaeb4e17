-- ARGV: schedule, the moment it was due, the next one, the job's spec or '' to skip. Whoever comes second does nothing.
local due = redis.call('ZSCORE', key('schedules'), ARGV[1])
if not due or tonumber(due) ~= tonumber(ARGV[2]) then return '' end
local schedule = key('schedule:' .. ARGV[1])
redis.call('ZADD', key('schedules'), ARGV[3], ARGV[1])
if ARGV[4] == '' then
  redis.call('HINCRBY', schedule, 'skipped', 1)
  return 'skipped'
end
local id = create(cjson.decode(ARGV[4]), now())
redis.call('HINCRBY', schedule, 'fired', 1)
redis.call('HSET', schedule, 'lastRun', ARGV[2], 'lastJob', id)
return id
