-- KEYS[1] is a queue as Celery names it, or a result; what else belongs to the queue lies beside it, under the same tag.
local QUEUE = KEYS[1]
local BASE = (string.match(QUEUE, '^(.*:)[^:]*$') or '')
local STEPS = {'', '\6\0223', '\6\0226', '\6\0229'} -- kombu's priorities: 0, the highest, has the bare name
local PARKED, MAX_DELIVERIES = 1000, 5

local function key(name) return BASE .. name end
local function text(number) return string.format('%.0f', number) end

local function now()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

local function release(token)
  redis.call('ZREM', key('unacked_index'), token)
  return redis.call('HDEL', key('unacked'), token)
end

local function park(message, reason)
  redis.call('LPUSH', key('parked'), cjson.encode({reason = reason, message = message, at = text(now())}))
  redis.call('LTRIM', key('parked'), 0, PARKED - 1)
end

local function forget(message)
  redis.call('HDEL', key('deliveries'), redis.sha1hex(message))
end
