// node-redis against the server at the port in the first argument: transactions, blocking pops and
// reads, streams with groups, scans, pipelines, publish and subscribe, AUTH, users, in RESP2 and RESP3.
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
  const claimed = await client.xAutoClaim('events', 'group', 'bert', 0, '0');
  assert.deepEqual(claimed.messages.map((m) => m.id), [id]);
  assert.equal(await client.xAck('events', 'group', id), 1);
  assert.equal((await client.xInfoGroups('events'))[0].pending, 0);
  assert.equal((await client.xRange('events', '-', '+')).length, 1);
  assert.equal(await other.xRead([{ key: 'events', id: '$' }], { BLOCK: 50 }), null);
}

async function scans(client) {
  const wanted = new Set();
  for (let i = 0; i < 1000; i++) wanted.add(`key:${i}`);
  await Promise.all([...wanted].map((key) => client.set(key, 'v')));
  const seen = new Set();
  for await (const keys of client.scanIterator({ MATCH: 'key:*', COUNT: 50 })) {
    for (const key of [keys].flat()) seen.add(key);
  }
  assert.deepEqual(seen, wanted);
  const hash = Object.fromEntries([...wanted].map((key) => [key, 'v']));
  await client.hSet('hash', hash);
  let fields = 0;
  for await (const entries of client.hScanIterator('hash')) fields += [entries].flat().length;
  assert.equal(fields, 1000);
  assert.deepEqual({ ...(await client.hGetAll('hash')) }, hash);
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
  assert.equal(await other.incr('after'), 1);
}

async function passwords(client, RESP) {
  await client.configSet('requirepass', 'secret');
  try {
    await assert.rejects(connected({ RESP, password: 'wrong' }), /WRONGPASS/);
    const other = await connected({ RESP, username: 'default', password: 'secret', name: 'known' });
    assert.equal(await other.ping(), 'PONG');
    assert.match(await other.sendCommand(['CLIENT', 'GETNAME']), /known/);
    await other.close();
  } finally {
    await client.configSet('requirepass', '');
  }
}

async function users(client, RESP) {
  await client.aclSetUser('anna', ['on', '>secret', '~anna:*', '+@read', '+set', '&anna*']);
  try {
    const anna = await connected({ RESP, username: 'anna', password: 'secret' });
    await assert.rejects(anna.aclWhoAmI(), /NOPERM/);
    assert.equal(await anna.set('anna:k', 'v'), 'OK');
    await assert.rejects(anna.set('k', 'v'), /NOPERM/);
    await assert.rejects(anna.flushAll(), /NOPERM/);
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
  for (const part of [transactions, blocking, streams, scans, pipelines, publishing, passwords, users]) {
    await client.flushAll();
    await part(client, part === passwords || part === users ? RESP : other);
    console.log(`node-redis, RESP${RESP}: ${part.name}`);
  }
  await client.close();
  await other.close();
}
