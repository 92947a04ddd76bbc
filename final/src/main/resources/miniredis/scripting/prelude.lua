-- What a script finds around it. Run once for each Lua, before any script, with a table of functions in Java.
-- Scripts share one Lua, so whatever they can reach is read only; only locals, and KEYS and ARGV, are a script's own.
local java = ...

local getinfo, setfenv, setmetatable, type, tostring, next = debug.getinfo, setfenv, setmetatable, type, tostring, next
local load, loadstring, byte = load, loadstring, string.byte
local create, resume, wrap = coroutine.create, coroutine.resume, coroutine.wrap
local pcall, xpcall, error = pcall, xpcall, error

local fields = {}    -- what a read-only table shows, by that table
local proxies = {}   -- all of them

-- A read-only table is empty, so that each access to it asks its metatable.
local function readonly(content, metatable)
  local proxy = {}
  fields[proxy] = content
  proxies[#proxies + 1] = proxy
  java.protect(proxy)
  return setmetatable(proxy, { __index = content, __newindex = java.refuse, __metatable = metatable or false })
end

local globals = {}

-- Redis's own pcall gives the text of an error of the library redis, and not its table.
local function text(ok, first, ...)
  if not ok and type(first) == 'table' and first.err ~= nil then return ok, first.err end
  return ok, first, ...
end

function globals.pcall(...)
  return text(pcall(...))
end

-- While a script is being ended, no handler of its own is called: nothing could interrupt that.
function globals.xpcall(body, handler)
  return xpcall(body, function(err)
    if java.stopped() then return err end
    return handler(err)
  end)
end

-- A chunk that is read finds the globals of Java's library, unless it is told where to look.
local function shown(chunk, complaint)
  if chunk then return setfenv(chunk, globals._G) end
  return chunk, complaint
end

-- Compiled chunks are not checked by Lua and could do anything: with a space in front they are text, and bad text.
function globals.loadstring(chunk, name)
  if type(chunk) == 'string' and byte(chunk) == 27 then return shown(loadstring(' ' .. chunk, name or chunk)) end
  return shown(loadstring(chunk, name))
end

function globals.load(reader, name)
  if type(reader) ~= 'function' then return shown(load(reader, name)) end
  local begun = false
  return shown(load(function()
    local piece = reader()
    if not begun and type(piece) == 'string' and piece ~= '' then
      begun = true
      if byte(piece) == 27 then return ' ' .. piece end
    end
    return piece
  end, name))
end

-- Only what concerns the script itself: the rest would last longer than it.
local collectgarbage = collectgarbage
function globals.collectgarbage(option, ...)
  if option == 'stop' or option == 'restart' or option == 'setpause' or option == 'setstepmul' then return 0 end
  return collectgarbage(option, ...)
end

-- Lua 5.1 does not count how deep coroutines resume one another, and each one takes some of C's stack.
local depth, deepest = 0, 100

local function left(...)
  depth = depth - 1
  return ...
end

local function resumed(co, ...)
  if depth >= deepest then return false, 'C stack overflow' end
  depth = depth + 1
  return left(resume(co, ...))
end

local function result(ok, first, ...)
  if ok then return first, ... end
  if type(first) == 'string' then error(first, 3) end
  error(first, 0)
end

local coroutines = {}
for name, each in next, coroutine do coroutines[name] = each end
coroutines.resume = resumed
function coroutines.wrap(body)
  local co = create(body)
  return function(...) return result(resumed(co, ...)) end
end

for name, each in next, java.strings do string[name] = each end
math.random, math.randomseed = java.random, java.randomseed

for _, name in next, {
  'assert', 'error', 'gcinfo', 'ipairs', 'next', 'rawequal', 'select', 'tonumber', 'tostring', 'type',
  'unpack', '_VERSION'
} do
  globals[name] = _G[name]
end
for name, each in next, java.base do globals[name] = each end

globals.string, globals.table, globals.math = readonly(string), readonly(table), readonly(math)
globals.coroutine = readonly(coroutines)
for name, library in next, java.libraries do globals[name] = readonly(library) end

local strings = getmetatable('')
strings.__index = globals.string
strings.__metatable = readonly({ __index = globals.string })

setmetatable(globals, { __index = java.missing })
globals._G = readonly(globals, readonly({ __index = java.missing }))

-- The place where an error was raised: that of the function that has called error, or a function in Java.
local function place()
  for level = 3, 8 do
    local info = getinfo(level, 'Sl')
    if not info or info.what ~= 'C' and info.what ~= 'tail' and info.source ~= '=prelude' then return info end
  end
end

-- Makes a table of an error, with the place where it was raised.
function globals.__redis__err__handler(err)
  if java.stopped() then err = { err = java.reason() } end
  if type(err) ~= 'table' then err = { err = 'ERR ' .. tostring(err) } end
  local info = place()
  if info then err.source, err.line = info.source, info.currentline end
  return err
end

return globals, globals.__redis__err__handler, function()
  depth = 0
  for i = 1, #proxies do
    local proxy = proxies[i]
    for key in next, proxy do proxy[key] = nil end
  end
end, function(proxy)
  local copy = {}
  for key, value in next, fields[proxy] do copy[key] = value end
  return copy
end, function()
  local called = getinfo(2, 'n')
  return called.name, called.namewhat
end
