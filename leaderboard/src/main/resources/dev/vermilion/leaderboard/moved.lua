-- Compares ranks with those that were told last, and publishes the differences. Who looked at an older state of the board
-- than the one that was told says nothing.
-- KEYS: the ranks that were told. ARGV: board, channel, the sequence of the board, the life of the key in seconds, then pairs
-- of who is followed and the rank now, 0 for none.
local told = tonumber(redis.call('HGET', KEYS[1], 'sequence') or 0)
if tonumber(ARGV[3]) < told then
  return 0
end
redis.call('HSET', KEYS[1], 'sequence', ARGV[3])
redis.call('EXPIRE', KEYS[1], ARGV[4])
local moved = 0
for i = 5, #ARGV, 2 do
  local before = tonumber(redis.call('HGET', KEYS[1], ARGV[i]))
  local now = tonumber(ARGV[i + 1])
  if before ~= now then
    redis.call('HSET', KEYS[1], ARGV[i], now)
    if before and before > 0 and now > 0 then
      local period, ties, player = string.match(ARGV[i], '^(%u+)|(%u+)|(.*)$')
      local data = { board = ARGV[1], period = period, ties = ties, player = player, from = before, to = now }
      local event = { id = 'rank-' .. ARGV[3] .. '-' .. i, type = 'rank', data = data }
      redis.call('PUBLISH', ARGV[2], cjson.encode(event))
      moved = moved + 1
    end
  end
end
return moved
