-- The nearest members of a geo set, however far away. KEYS: the geo set, the hash with what is known of each member.
-- ARGV: longitude, latitude, first radius and last in metres, how many. Answers the radius that held enough, or the last,
-- and then id, distance and text of each, the nearest first.
local most = tonumber(ARGV[5])
local radius, last = tonumber(ARGV[3]), tonumber(ARGV[4])
-- ANY ends a search as soon as there are enough, and one that finds too few has little to measure: trying is cheap.
while radius < last do
  local some = redis.call('GEOSEARCH', KEYS[1], 'FROMLONLAT', ARGV[1], ARGV[2], 'BYRADIUS', radius, 'm', 'COUNT', most, 'ANY')
  if #some == most then
    break
  end
  radius = math.min(last, radius * 2)
end
local found = redis.call('GEOSEARCH', KEYS[1], 'FROMLONLAT', ARGV[1], ARGV[2], 'BYRADIUS', radius, 'm', 'ASC', 'COUNT', most, 'WITHDIST')
local answer, ids = { tostring(radius) }, {}
for i, pair in ipairs(found) do
  ids[i] = pair[1]
end
local texts = #ids > 0 and redis.call('HMGET', KEYS[2], unpack(ids)) or {}
for i, pair in ipairs(found) do
  answer[#answer + 1] = pair[1]
  answer[#answer + 1] = pair[2]
  answer[#answer + 1] = texts[i] or ''
end
return answer
