-- What all scripts of a queue share. KEYS[1] is the queue's hash of settings and counters; all other keys have its tag.
local META = KEYS[1]
local BASE = string.sub(META, 1, -5)
local LEVELS = {'high', 'normal', 'low'}
local KEPT, CAPACITY, LOG_LINES = 1000, 100000, 40
local METRIC_MILLIS, METRIC_TTL = 5000, 900

local function key(name) return BASE .. name end
local function text(number) return string.format('%.0f', number) end
local function count(field, by) return redis.call('HINCRBY', META, field, by or 1) end

local function now()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

local function metric(time, field)
  local bucket = key('metric:' .. text(math.floor(time / METRIC_MILLIS)))
  redis.call('HINCRBY', bucket, field, 1)
  redis.call('EXPIRE', bucket, METRIC_TTL)
end

local function log(id, time, line)
  local list = key('job:' .. id .. ':log')
  redis.call('RPUSH', list, text(time) .. ' ' .. line)
  redis.call('LTRIM', list, -LOG_LINES, -1)
end

-- Idle workers block on this list; it never holds more marks than there could be sleepers.
local function wake()
  if redis.call('LLEN', key('wake')) < 64 then redis.call('LPUSH', key('wake'), '1') end
end

local function push(id, priority, first)
  redis.call(first and 'RPUSH' or 'LPUSH', key('wait:' .. priority), id)
  wake()
end

local function get(id, field) return redis.call('HGET', key('job:' .. id), field) end
local function set(id, ...) redis.call('HSET', key('job:' .. id), ...) end

-- Puts a job where it belongs: delayed until its time, or in the list of its priority.
local function place(id, time, at, priority, state)
  if at > time then
    set(id, 'state', state or 'delayed', 'runAt', text(at))
    redis.call('ZADD', key('delayed'), text(at), id)
    wake()
  else
    set(id, 'state', 'waiting', 'runAt', text(time))
    push(id, priority)
  end
end

local function existing(spec, time)
  if not spec.unique or spec.unique == '' then return nil end
  local id = redis.call('GET', key('unique:' .. spec.unique))
  if not id or redis.call('EXISTS', key('job:' .. id)) == 0 then return nil end
  if spec.uniqueMode == 'debounce' and get(id, 'state') == 'delayed' then
    set(id, 'payload', spec.payload, 'runAt', text(time + spec.delay))
    redis.call('ZADD', key('delayed'), text(time + spec.delay), id)
    log(id, time, 'debounced: new payload, and the wait begins anew')
  end
  count('deduplicated')
  return id
end

local function claimUnique(spec, id)
  if not spec.unique or spec.unique == '' then return end
  if spec.uniqueMode == 'throttle' then
    redis.call('SET', key('unique:' .. spec.unique), id, 'PX', text(spec.uniqueMillis))
  else
    redis.call('SET', key('unique:' .. spec.unique), id)
  end
end

-- Makes a job of a spec; returns its id, and 1 if it is new or 0 if a unique job was there already.
local function create(spec, time, blockedBy)
  local found = existing(spec, time)
  if found then return found, 0 end
  local id = text(count('created'))
  set(id, 'type', spec.type, 'payload', spec.payload, 'priority', spec.priority, 'attempt', '0',
    'attempts', text(spec.attempts), 'backoff', spec.backoff, 'lease', text(spec.lease), 'created', text(time))
  if spec.unique and spec.unique ~= '' then set(id, 'unique', spec.unique, 'uniqueMode', spec.uniqueMode) end
  if spec.parent then set(id, 'parent', spec.parent) end
  if spec.input then set(id, 'input', spec.input) end
  if spec.schedule then set(id, 'schedule', spec.schedule) end
  if spec.chain and #spec.chain > 0 then set(id, 'chain', cjson.encode(spec.chain)) end
  claimUnique(spec, id)
  redis.call('ZADD', key('jobs'), text(time), id)
  log(id, time, 'created')
  if blockedBy then
    set(id, 'state', 'blocked', 'pending', text(blockedBy))
    redis.call('ZADD', key('blocked'), text(time), id)
  else
    local at = time + (spec.delay or 0)
    if (spec.runAt or 0) > 0 then at = spec.runAt end
    place(id, time, at, spec.priority)
  end
  return id, 1
end

local function releaseUnique(id)
  local unique = get(id, 'unique')
  if unique and get(id, 'uniqueMode') ~= 'throttle' and redis.call('GET', key('unique:' .. unique)) == id then
    redis.call('DEL', key('unique:' .. unique))
  end
end

local function endLease(id)
  redis.call('ZREM', key('active'), id)
  redis.call('HDEL', key('job:' .. id), 'token', 'worker', 'leaseUntil', 'cancel')
end

local function bury(id, time, reason)
  set(id, 'state', 'dead', 'error', reason, 'finished', text(time))
  redis.call('ZADD', key('dead'), text(time), id)
  releaseUnique(id)
  count('died')
  metric(time, 'failed')
  log(id, time, 'dead: ' .. reason)
end

local function forget(id)
  redis.call('DEL', key('job:' .. id), key('job:' .. id .. ':log'), key('job:' .. id .. ':results'))
  redis.call('ZREM', key('jobs'), id)
end

-- Only who holds the token of the current lease may speak for a job.
local function holds(id, token)
  return token ~= '' and get(id, 'token') == token
end
