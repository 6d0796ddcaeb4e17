-- ARGV: id, token, percent, note. Returns 'held', 'cancel' or 'lost'.
if not holds(ARGV[1], ARGV[2]) then return 'lost' end
set(ARGV[1], 'progress', ARGV[3], 'note', ARGV[4])
return get(ARGV[1], 'cancel') and 'cancel' or 'held'
