-- Changes a room in one step: checks, writes what the room is now, appends to its log, and tells who listens.
-- KEYS: room, log, messages, index, words, marks, sent, pause
-- ARGV: what, user, room id, channel, most messages, most changes, and then
--   send: text, words    edit: id, text, words    delete: id, owner may    react: id, emoji, '1' to add or '0' to remove
-- Returns {outcome, message as JSON, milliseconds to wait}.
local what, user, room, channel = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local epoch = redis.call('HGET', KEYS[1], 'epoch')
if not epoch then return { 'no room' } end
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

local function next_offset() return redis.call('HINCRBY', KEYS[1], 'offset', 1) end

local function append(offset, change)
    change.room, change.epoch, change.offset = room, epoch, offset
    local json = cjson.encode(change)
    redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[6], offset .. '-0', 'change', json)
    redis.call('PUBLISH', channel, room .. '|' .. epoch .. '|' .. offset .. '|' .. json)
end

local function unindex(message)
    for word in string.gmatch(message.words or '', '%S+') do
        redis.call('ZREM', KEYS[5], word .. ':' .. string.format('%d', message.id))
    end
end

local function index(message)
    for word in string.gmatch(message.words or '', '%S+') do
        redis.call('ZADD', KEYS[5], 0, word .. ':' .. string.format('%d', message.id))
    end
end

local function keep(message)
    redis.call('HSET', KEYS[3], string.format('%d', message.id), cjson.encode(message))
end

local function forget(id)
    local json = redis.call('HGET', KEYS[3], id)
    if json then unindex(cjson.decode(json)) end
    redis.call('HDEL', KEYS[3], id)
    redis.call('ZREM', KEYS[4], id)
end

if what == 'send' then
    local before = redis.call('GET', KEYS[7])
    if before then
        redis.call('HINCRBY', KEYS[1], 'duplicates', 1)
        return { 'duplicate', redis.call('HGET', KEYS[3], before) or '' }
    end
    local slow = tonumber(redis.call('HGET', KEYS[1], 'slow') or '0')
    if slow > 0 and redis.call('HGET', KEYS[1], 'owner') ~= user
            and not redis.call('SET', KEYS[8], '1', 'NX', 'PX', slow * 1000) then
        return { 'slow', '', redis.call('PTTL', KEYS[8]) }
    end
    local offset = next_offset()
    local message = { id = offset, author = user, text = ARGV[7], at = now, words = ARGV[8] }
    redis.call('SET', KEYS[7], offset, 'EX', 600)
    keep(message)
    redis.call('ZADD', KEYS[4], offset, offset)
    redis.call('HSET', KEYS[6], user, offset)
    index(message)
    while redis.call('ZCARD', KEYS[4]) > tonumber(ARGV[5]) do
        forget(redis.call('ZRANGE', KEYS[4], 0, 0)[1])
    end
    append(offset, { type = 'message', message = message })
    return { 'done', cjson.encode(message) }
end

local json = redis.call('HGET', KEYS[3], ARGV[7])
if not json then return { 'no message' } end
local message = cjson.decode(json)
if what == 'edit' then
    if message.author ~= user then return { 'not yours' } end
    unindex(message)
    message.text, message.words, message.edited = ARGV[8], ARGV[9], now
    index(message)
    keep(message)
    append(next_offset(), { type = 'edited', message = message })
elseif what == 'delete' then
    if message.author ~= user and redis.call('HGET', KEYS[1], 'owner') ~= user then return { 'not yours' } end
    forget(ARGV[7])
    append(next_offset(), { type = 'deleted', id = message.id, by = user })
elseif what == 'react' then
    local reactions = message.reactions or {}
    local people, was = {}, false
    for _, name in ipairs(reactions[ARGV[8]] or {}) do
        if name == user then was = true else people[#people + 1] = name end
    end
    if was == (ARGV[9] == '1') then return { 'done', json } end
    local kinds = 0
    for _ in pairs(reactions) do kinds = kinds + 1 end
    if ARGV[9] == '1' then
        if not reactions[ARGV[8]] and kinds >= 12 then return { 'too many' } end
        people[#people + 1] = user
    end
    reactions[ARGV[8]] = #people > 0 and people or nil
    message.reactions = next(reactions) and reactions or nil
    keep(message)
    append(next_offset(), { type = 'reacted', message = message })
end
return { 'done', cjson.encode(message) }
