-- Makes a room, unless there is one of this name.
-- KEYS: room    ARGV: epoch, field, value, ...
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'offset', 0, unpack(ARGV, 2))
return 1
