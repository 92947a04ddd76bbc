// node-redis against the server at the port in the first argument: transactions, blocking pops and
// reads, streams with groups, scans, pipelines, publish and subscribe, tracking, AUTH, users, in
// RESP2 and RESP3.
import assert from 'node:assert/strict';
import { createClient, WatchError } from 'redis';

const port = Number(process.argv[2]);
const url = `redis://127.0.0.1:${port}`;

async function connected(options = {}) {
  const client = createClient({ url, unstableResp3: true, socket: { reconnectStrategy: false }, ...options });
  client.on('error', () => {});
  await client.connect();
  return client;
}

async function transactions(client, other) {
  assert.deepEqual(await client.multi().set('a', '1').incr('a').get('a').exec(), ['OK', 2, '2']);
  await client.watch('a');
  await other.set('a', 'changed');
  await assert.rejects(client.multi().set('a', 'mine').exec(), WatchError);
  assert.equal(await client.get('a'), 'changed');
  const mixed = client.multi().incr('a').get('a').exec();
  await assert.rejects(mixed);
}

async function blocking(client, other) {
  const waiting = other.blPop('jobs', 10);
  await client.rPush('jobs', 'first');
  assert.deepEqual(await waiting, { key: 'jobs', element: 'first' });
  assert.equal(await other.blPop('jobs', 0.05), null);
  const moved = other.blMove('from', 'to', 'LEFT', 'RIGHT', 10);
  await client.lPush('from', 'x');
  assert.equal(await moved, 'x');
  const least = other.bzPopMin('scores', 10);
  await client.zAdd('scores', [{ score: 2, value: 'two' }, { score: 1, value: 'one' }]);
  assert.deepEqual(await least, { key: 'scores', value: 'one', score: 1 });
}

async function eventually(what, condition) {
  for (const end = Date.now() + 20000; Date.now() < end; ) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  assert.fail(`It never came true: ${what}`);
}

// In RESP3 this library hands over what came from the wire: a map.
function plain(reply) {
  if (!Array.isArray(reply)) return Object.entries(reply);
  return reply.map(({ name, messages }) => [name, messages.map(({ id, message }) => [id, Object.entries(message).flat()])]);
}

async function streams(client, other) {
  await client.xGroupCreate('events', 'group', '$', { MKSTREAM: true });
  const coming = other.xReadGroup('group', 'anna', [{ key: 'events', id: '>' }], { BLOCK: 10000, COUNT: 5 });
  const id = await client.xAdd('events', '*', { kind: 'birth', name: 'x' });
  assert.deepEqual(plain(await coming), [['events', [[id, ['kind', 'birth', 'name', 'x']]]]]);
  assert.equal((await client.xPending('events', 'group')).pending, 1);
  const [delivered] = await client.xPendingRange('events', 'group', '-', '+', 10);
  assert.deepEqual([delivered.id, delivered.consumer, delivered.deliveriesCounter], [id, 'anna', 1]);
  assert.deepEqual((await client.xClaim('events', 'group', 'carl', 0, id)).map((m) => m.id), [id]);
  const claimed = await client.xAutoClaim('events', 'group', 'bert', 0, '0');
  assert.deepEqual(claimed.messages.map((m) => m.id), [id]);
  assert.deepEqual((await client.xPending('events', 'group')).consumers.map((c) => c.name), ['bert']);
  assert.equal(await client.xAck('events', 'group', id), 1);
  assert.equal((await client.xInfoGroups('events'))[0].pending, 0);
  assert.equal((await client.xRange('events', '-', '+')).length, 1);
  assert.equal(await other.xRead([{ key: 'events', id: '$' }], { BLOCK: 50 }), null);
}

// Iterators hand over one by one in some versions of the library, and page by page in others.
async function all(iterator) {
  const all = [];
  for await (const some of iterator) all.push(...[some].flat());
  return all;
}

async function scans(client) {
  const wanted = new Set();
  for (let i = 0; i < 1000; i++) wanted.add(`key:${i}`);
  await Promise.all([...wanted].map((key) => client.set(key, 'v')));
  await client.lPush('key:list', 'a');
  const strings = { MATCH: 'key:*', COUNT: 50, TYPE: 'string' };
  assert.deepEqual(new Set(await all(client.scanIterator(strings))), wanted);
  const hash = Object.fromEntries([...wanted].map((key) => [key, 'v']));
  await client.hSet('hash', { ...hash, other: 'v' });
  const matching = { MATCH: 'key:*', COUNT: 50 };
  const entries = await all(client.hScanIterator('hash', matching));
  assert.deepEqual(Object.fromEntries(entries.map(({ field, value }) => [field, value])), hash);
  await client.hDel('hash', 'other');
  assert.deepEqual({ ...(await client.hGetAll('hash')) }, hash);
  await client.sAdd('set', [...wanted, 'other']);
  assert.deepEqual(new Set(await all(client.sScanIterator('set', matching))), wanted);
  await client.zAdd('scores', [...wanted, 'other'].map((value, i) => ({ value, score: i / 2 })));
  const scores = await all(client.zScanIterator('scores', matching));
  assert.equal(scores.find(({ value }) => value === 'key:999').score, 499.5);
  assert.deepEqual(new Set(scores.map(({ value }) => value)), wanted);
}

async function pipelines(client) {
  const counts = await Promise.all(Array.from({ length: 20000 }, () => client.incr('n')));
  assert.deepEqual(counts, counts.map((_, i) => i + 1));
  const bytes = Buffer.from(Array.from({ length: 100000 }, (_, i) => i & 255));
  await client.set('bytes', bytes);
  assert.equal(await client.strLen('bytes'), bytes.length);
}

async function publishing(client, other) {
  const heard = [];
  await other.subscribe('news', (message, channel) => heard.push([channel, message]));
  await other.pSubscribe('n?ws', (message, channel) => heard.push([`${channel} by pattern`, message]));
  assert.equal(await client.publish('news', 'one'), 2);
  assert.equal(await client.publish('other', 'nobody'), 0);
  assert.equal(Number((await client.pubSubNumSub('news')).news), 1);
  await other.unsubscribe('news');
  await other.pUnsubscribe('n?ws');
  assert.deepEqual(heard, [['news', 'one'], ['news by pattern', 'one']]);
  await other.sSubscribe('news', (message, channel) => heard.push([`shard ${channel}`, message]));
  assert.equal(await client.publish('news', 'not of the shard'), 0);
  assert.equal(await client.sPublish('news', 'two'), 1);
  await eventually('it is heard', () => heard.length === 3);
  assert.deepEqual(heard[2], ['shard news', 'two']);
  await other.sUnsubscribe('news');
  assert.equal(await other.incr('after'), 1);
}

// In RESP3 the library keeps what it reads until the server says that it has changed.
async function tracking(client, RESP) {
  if (RESP === 2) return redirected(client);
  const caching = await connected({ RESP, clientSideCache: { maxEntries: 100 } });
  await client.mSet(['a', '1', 'b', '1']);
  assert.equal(await caching.get('a'), '1');
  assert.match(await caching.sendCommand(['CLIENT', 'INFO']), / flags=t /);
  assert.equal(await caching.get('b'), '1');
  const before = await readings(client);
  for (let i = 0; i < 100; i++) assert.equal((await caching.get('a')) + (await caching.get('b')), '11');
  assert.equal(await readings(client), before, 'what is cached is not asked for');
  await client.set('a', '2');
  await eventually('the cached value is dropped', async () => (await caching.get('a')) === '2');
  assert.equal(await caching.get('b'), '1');
  await client.flushAll();
  await eventually('all is dropped', async () => (await caching.get('b')) === null);
  await caching.close();
}

async function readings(client) {
  return /cmdstat_get:calls=(\d+)/.exec(await client.info('commandstats'))[1];
}

// In RESP2 another connection listens to what has changed.
async function redirected(client) {
  const cache = new Map([['a', '1'], ['b', '1']]);
  const ear = await connected({ RESP: 2 });
  const id = await ear.sendCommand(['CLIENT', 'ID']);
  await ear.subscribe('__redis__:invalidate', (keys) => [keys].flat().forEach((key) => cache.delete(String(key))));
  const reading = await connected({ RESP: 2 });
  await client.set('a', '1');
  await reading.sendCommand(['CLIENT', 'TRACKING', 'ON', 'REDIRECT', String(id)]);
  assert.equal(await reading.get('a'), '1');
  await client.set('a', '2');
  await eventually('the cached value is dropped', () => !cache.has('a'));
  assert.deepEqual([...cache.keys()], ['b']);
  await reading.close();
  await ear.close();
}

async function passwords(client, RESP) {
  await client.configSet('requirepass', 'secret');
  try {
    await assert.rejects(connected({ RESP, password: 'wrong' }), /WRONGPASS/);
    await assert.rejects(connected({ RESP }).then((nobody) => nobody.get('k')), /NOAUTH/);
    const other = await connected({ RESP, username: 'default', password: 'secret', name: 'known' });
    assert.equal(await other.ping(), 'PONG');
    assert.match(await other.sendCommand(['CLIENT', 'GETNAME']), /known/);
    await other.close();
  } finally {
    await client.configSet('requirepass', '');
  }
}

async function users(client, RESP) {
  await client.aclSetUser('anna', ['on', '>secret', '~anna:*', '+@read', '+set', '+@transaction', '+publish', '&anna*']);
  try {
    const anna = await connected({ RESP, username: 'anna', password: 'secret' });
    await assert.rejects(anna.aclWhoAmI(), /NOPERM/);
    assert.equal(await anna.set('anna:k', 'v'), 'OK');
    await assert.rejects(anna.set('k', 'v'), /NOPERM/);
    await assert.rejects(anna.flushAll(), /NOPERM/);
    assert.equal(await anna.publish('anna', 'hello'), 0);
    await assert.rejects(anna.publish('news', 'hello'), /NOPERM/);
    await assert.rejects(anna.multi().set('anna:k', 'w').set('k', 'w').exec());
    assert.equal(await anna.get('anna:k'), 'v');
    await client.aclSetUser('anna', ['-set']);
    await assert.rejects(anna.set('anna:k', 'v'), /NOPERM/);
    await anna.close();
  } finally {
    await client.aclDelUser('anna');
  }
}

for (const RESP of [2, 3]) {
  const client = await connected({ RESP });
  const other = await connected({ RESP });
  for (const part of [transactions, blocking, streams, scans, pipelines, publishing, tracking, passwords, users]) {
    await client.flushAll();
    await part(client, [tracking, passwords, users].includes(part) ? RESP : other);
    console.log(`node-redis, RESP${RESP}: ${part.name}`);
  }
  await client.close();
  await other.close();
}
// A client that was refused may still be trying to connect.
process.exit(0);
