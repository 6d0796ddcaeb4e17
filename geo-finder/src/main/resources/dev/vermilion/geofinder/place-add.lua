-- Adds a store to all that names it, or to nothing if its id is taken or there are too many.
-- KEYS: info, all, of its kind, beyond the grid. ARGV: id, JSON, longitude, latitude, most stores, '1' if the grid holds it.
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then
  return 'exists'
end
if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[5]) then
  return 'full'
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
if ARGV[6] == '1' then
  redis.call('GEOADD', KEYS[2], ARGV[3], ARGV[4], ARGV[1])
  redis.call('GEOADD', KEYS[3], ARGV[3], ARGV[4], ARGV[1])
else
  redis.call('HSET', KEYS[4], ARGV[1], ARGV[3] .. ',' .. ARGV[4])
end
return 'added'
