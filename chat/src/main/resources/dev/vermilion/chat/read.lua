-- Moves the mark up to which somebody has read; never back, and never beyond what there is.
-- KEYS: room, marks    ARGV: user, up to, room id, channel
local offset = tonumber(redis.call('HGET', KEYS[1], 'offset') or '-1')
local before = tonumber(redis.call('HGET', KEYS[2], ARGV[1]) or '0')
local mark = math.min(tonumber(ARGV[2]), offset)
if mark <= before then return before end
redis.call('HSET', KEYS[2], ARGV[1], string.format('%d', mark))
redis.call('PUBLISH', ARGV[4], ARGV[3] .. '||0|' .. cjson.encode({ type = 'read', room = ARGV[3], user = ARGV[1], mark = mark }))
return mark
