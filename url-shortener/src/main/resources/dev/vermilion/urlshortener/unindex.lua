-- Forgets which link leads to a target, if it is still this one. KEYS: the index of the target. ARGV: the code.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
