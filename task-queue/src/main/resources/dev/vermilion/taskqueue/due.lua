-- Schedules that are due: now, then id, its moment, id, its moment, …
local time = now()
local reply = redis.call('ZRANGEBYSCORE', key('schedules'), '-inf', text(time), 'WITHSCORES', 'LIMIT', 0, 20)
table.insert(reply, 1, text(time))
return reply
