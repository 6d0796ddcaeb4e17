-- Everything that changes a fleet, each in one step. ARGV[1] says what, see the end; times are Redis's own, in milliseconds.
-- KEYS: positions, free, seen, inside, fences, log, drivers, rides, riders, deadlines, tick.
local POSITIONS, FREE, SEEN, INSIDE, FENCES, LOG = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local DRIVERS, RIDES, RIDERS, DEADLINES, TICK = KEYS[7], KEYS[8], KEYS[9], KEYS[10], KEYS[11]
local CHANNEL, TTL, RIDE_TTL, MOST = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local ENDED_TTL, LOG_LENGTH, TRAIL, TICK_MILLIS, TOO_EARLY = 600000, 1000, 12, 250, 60000

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

local function read(key, field)
  local text = redis.call('HGET', key, field)
  return text and cjson.decode(text)
end

local function publish(kind, id, data)
  redis.call('PUBLISH', CHANNEL, cjson.encode({ id = kind .. '-' .. id, type = kind, data = data }))
end

-- Tells at most four times a second that drivers moved; whoever listens asks where they are now.
local function tick()
  if redis.call('SET', TICK, '1', 'NX', 'PX', TICK_MILLIS) then
    publish('moved', now, { at = now })
  end
end

local function log(what, fence, driver)
  local id = redis.call('XADD', LOG, 'MAXLEN', '~', LOG_LENGTH, '*', 'what', what, 'fence', fence, 'driver', driver)
  publish('fence', id, { id = id, what = what, fence = fence, driver = driver })
end

-- As Redis measures, with its radius of the Earth.
local function meters(lon1, lat1, lon2, lat2)
  local u = math.sin(math.rad(lat2 - lat1) / 2)
  local v = math.sin(math.rad(lon2 - lon1) / 2)
  local a = u * u + math.cos(math.rad(lat1)) * math.cos(math.rad(lat2)) * v * v
  return 2 * 6372797.560856 * math.asin(math.sqrt(math.min(1, a)))
end

local function fences()
  local all, list = redis.call('HVALS', FENCES), {}
  for i, text in ipairs(all) do
    list[i] = cjson.decode(text)
  end
  return list
end

-- In at the radius, out only behind the margin: who waits at the border does not come and go all the time.
local function cross(driver, fence)
  local pair = fence.id .. '|' .. driver.id
  local distance = meters(driver.lon, driver.lat, fence.lon, fence.lat)
  local inside = redis.call('SISMEMBER', INSIDE, pair) == 1
  if not inside and distance <= fence.radius then
    redis.call('SADD', INSIDE, pair)
    log('enter', fence.id, driver.id)
  elseif inside and distance > fence.radius + fence.margin then
    redis.call('SREM', INSIDE, pair)
    log('exit', fence.id, driver.id)
  end
end

local function save(driver)
  redis.call('HSET', DRIVERS, driver.id, cjson.encode(driver))
  if driver.status == 'free' then
    redis.call('GEOADD', FREE, driver.lon, driver.lat, driver.id)
  else
    redis.call('ZREM', FREE, driver.id)
  end
end

-- Ends a ride that is under way, in one of several manners, and frees its driver if there still is one.
local function finish(ride, how)
  ride.status = how
  redis.call('HSET', RIDES, ride.id, cjson.encode(ride))
  redis.call('HDEL', RIDERS, ride.rider)
  redis.call('ZADD', DEADLINES, now + ENDED_TTL, ride.id)
  local driver = read(DRIVERS, ride.driver)
  if driver and driver.ride == ride.id then
    driver.ride = nil
    driver.status = 'free'
    save(driver)
  end
  publish('ride', ride.id .. '-' .. how, ride)
end

local function remove(id, what)
  local driver = read(DRIVERS, id)
  redis.call('ZREM', POSITIONS, id)
  redis.call('ZREM', FREE, id)
  redis.call('ZREM', SEEN, id)
  redis.call('HDEL', DRIVERS, id)
  for _, fence in ipairs(fences()) do
    if redis.call('SREM', INSIDE, fence.id .. '|' .. id) == 1 then
      log(what, fence.id, id)
    end
  end
  local ride = driver and driver.ride and read(RIDES, driver.ride)
  if ride and ride.status == 'assigned' then
    finish(ride, 'lost')
  end
end

-- Removes drivers that were silent for too long, and rides that are over. Each call does some; readers call it first.
local function reap()
  local silent = redis.call('ZRANGEBYSCORE', SEEN, '-inf', '(' .. (now - TTL), 'LIMIT', 0, 500)
  for _, id in ipairs(silent) do
    remove(id, 'lost')
  end
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', DEADLINES, '-inf', now, 'LIMIT', 0, 500)) do
    local ride = read(RIDES, id)
    if ride and ride.status == 'assigned' then
      finish(ride, 'expired')
    else
      redis.call('HDEL', RIDES, id)
      redis.call('ZREM', DEADLINES, id)
    end
  end
  if #silent > 0 then
    tick()
  end
  return #silent
end

-- One report of a position. Answers 'moved', 'old' if a later one was there already, 'early' or 'full'.
local function move(report, all)
  local driver = read(DRIVERS, report.id)
  if report.at > now + TOO_EARLY then
    return 'early'
  elseif driver and report.at <= driver.at then
    return 'old'
  elseif not driver and redis.call('HLEN', DRIVERS) >= MOST then
    return 'full'
  end
  driver = driver or { id = report.id, status = 'free', trail = {} }
  driver.lon, driver.lat, driver.at = report.lon, report.lat, report.at
  driver.heading, driver.speed = report.heading, report.speed
  if not driver.ride then
    driver.status = report.available and 'free' or 'pause'
  end
  table.insert(driver.trail, { lon = report.lon, lat = report.lat })
  if #driver.trail > TRAIL then
    table.remove(driver.trail, 1)
  end
  redis.call('GEOADD', POSITIONS, driver.lon, driver.lat, driver.id)
  redis.call('ZADD', SEEN, now, driver.id)
  save(driver)
  for _, fence in ipairs(all) do
    cross(driver, fence)
  end
  return 'moved'
end

local operations = {}

-- ARGV[6]: a list of reports. Answers a word for each.
function operations.move()
  local answers, all = {}, fences()
  for i, report in ipairs(cjson.decode(ARGV[6])) do
    answers[i] = move(report, all)
  end
  tick()
  return answers
end

function operations.reap()
  return reap()
end

-- ARGV[6..]: longitude, latitude, radius, most, '1' for free ones only. Answers pairs of driver and distance.
function operations.nearby()
  reap()
  local key = ARGV[10] == '1' and FREE or POSITIONS
  local found = redis.call('GEOSEARCH', key, 'FROMLONLAT', ARGV[6], ARGV[7], 'BYRADIUS', ARGV[8], 'm', 'ASC', 'COUNT', ARGV[9], 'WITHDIST')
  local answer = {}
  for i, pair in ipairs(found) do
    answer[2 * i - 1] = redis.call('HGET', DRIVERS, pair[1])
    answer[2 * i] = pair[2]
  end
  return answer
end

-- ARGV[6]: most. Answers all drivers.
function operations.drivers()
  reap()
  local answer, ids = {}, redis.call('ZREVRANGE', SEEN, 0, ARGV[6] - 1)
  return #ids > 0 and redis.call('HMGET', DRIVERS, unpack(ids)) or answer
end

-- ARGV[6]: a ride, without a driver; ARGV[7]: how far to look. Answers the ride, or nil if no driver is free near.
function operations.match()
  reap()
  local ride = cjson.decode(ARGV[6])
  local before = redis.call('HGET', RIDERS, ride.rider)
  if before then
    return redis.call('HGET', RIDES, before)
  end
  local found = redis.call('GEOSEARCH', FREE, 'FROMLONLAT', ride.lon, ride.lat, 'BYRADIUS', ARGV[7], 'm', 'ASC', 'COUNT', 1, 'WITHDIST')[1]
  if not found then
    return false
  end
  local driver = read(DRIVERS, found[1])
  driver.status, driver.ride = 'busy', ride.id
  save(driver)
  ride.driver, ride.meters, ride.at, ride.status = driver.id, tonumber(found[2]), now, 'assigned'
  local text = cjson.encode(ride)
  redis.call('HSET', RIDES, ride.id, text)
  redis.call('HSET', RIDERS, ride.rider, ride.id)
  redis.call('ZADD', DEADLINES, now + RIDE_TTL, ride.id)
  publish('ride', ride.id .. '-assigned', ride)
  return text
end

-- ARGV[6]: a ride's id; ARGV[7]: 'finished' or 'cancelled'. Answers the ride, nil if there is none, or 'over'.
function operations.finish()
  local ride = read(RIDES, ARGV[6])
  if not ride then
    return false
  elseif ride.status ~= 'assigned' then
    return 'over'
  end
  finish(ride, ARGV[7])
  return redis.call('HGET', RIDES, ARGV[6])
end

-- ARGV[6]: a driver's id. Answers 1 if there was one.
function operations.leave()
  local known = redis.call('HEXISTS', DRIVERS, ARGV[6])
  if known == 1 then
    remove(ARGV[6], 'exit')
    tick()
  end
  return known
end

local function removeFence(id)
  local gone, prefix = {}, id .. '|'
  for _, pair in ipairs(redis.call('SMEMBERS', INSIDE)) do
    if string.sub(pair, 1, #prefix) == prefix then
      redis.call('SREM', INSIDE, pair)
      log('exit', id, string.sub(pair, #prefix + 1))
    end
  end
  return redis.call('HDEL', FENCES, id)
end

-- ARGV[6]: a fence; ARGV[7]: most. Drivers that stand in it already enter now. Answers 1, or 0 if there are too many.
function operations.fence()
  reap()
  local fence = cjson.decode(ARGV[6])
  if redis.call('HEXISTS', FENCES, fence.id) == 0 and redis.call('HLEN', FENCES) >= tonumber(ARGV[7]) then
    return 0
  end
  redis.call('HSET', FENCES, fence.id, ARGV[6])
  for _, text in ipairs(redis.call('HVALS', DRIVERS)) do
    cross(cjson.decode(text), fence)
  end
  publish('fences', now .. fence.id, fence)
  return 1
end

-- ARGV[6]: a fence's id. Answers 1 if there was one.
function operations.unfence()
  local removed = removeFence(ARGV[6])
  publish('fences', now .. ARGV[6], { id = ARGV[6] })
  return removed
end

-- What must hold, at one moment: how many of a kind there are, and how many of them are wrong.
function operations.audit()
  local count = { drivers = 0, busy = 0, rides = 0, wrongRides = 0, late = 0, astray = 0, inside = 0, wrongInside = 0 }
  local drivers, all = {}, fences()
  for _, text in ipairs(redis.call('HVALS', DRIVERS)) do
    local driver = cjson.decode(text)
    drivers[driver.id] = driver
    count.drivers = count.drivers + 1
    count.busy = count.busy + (driver.ride and 1 or 0)
    local seen = tonumber(redis.call('ZSCORE', SEEN, driver.id) or 0)
    count.late = count.late + (seen < now - TTL - 3000 and 1 or 0)
    local free = redis.call('ZSCORE', FREE, driver.id) and true or false
    local there = redis.call('ZSCORE', POSITIONS, driver.id) and true or false
    count.astray = count.astray + ((not there or free ~= (driver.status == 'free')) and 1 or 0)
    for _, fence in ipairs(all) do
      local distance = meters(driver.lon, driver.lat, fence.lon, fence.lat)
      local inside = redis.call('SISMEMBER', INSIDE, fence.id .. '|' .. driver.id) == 1
      count.inside = count.inside + (inside and 1 or 0)
      local wrong = inside and distance > fence.radius + fence.margin or not inside and distance <= fence.radius
      count.wrongInside = count.wrongInside + (wrong and 1 or 0)
    end
  end
  local taken = {}
  for _, text in ipairs(redis.call('HVALS', RIDES)) do
    local ride = cjson.decode(text)
    if ride.status == 'assigned' then
      count.rides = count.rides + 1
      local driver = drivers[ride.driver]
      local right = driver and driver.ride == ride.id and not taken[ride.driver] and redis.call('HGET', RIDERS, ride.rider) == ride.id
      count.wrongRides = count.wrongRides + (right and 0 or 1)
      taken[ride.driver] = true
    end
  end
  count.wrongRides = count.wrongRides + math.abs(count.busy - count.rides)
  count.astray = count.astray + math.abs(redis.call('ZCARD', POSITIONS) - count.drivers)
  count.wrongInside = count.wrongInside + math.abs(redis.call('SCARD', INSIDE) - count.inside)
  return cjson.encode(count)
end

return operations[ARGV[1]]()
