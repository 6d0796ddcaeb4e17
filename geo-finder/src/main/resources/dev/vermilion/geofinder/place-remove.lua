-- Removes a store from all that names it. KEYS: info, all, beyond the grid, then the set of each kind. ARGV: id.
for i = 2, #KEYS do
  redis.call(i == 3 and 'HDEL' or 'ZREM', KEYS[i], ARGV[1])
end
return redis.call('HDEL', KEYS[1], ARGV[1])
