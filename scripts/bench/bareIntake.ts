/**
 * The floor of `ingest`, a process of its own: `bareIntake.ts MQTT_URL DATABASE_URL`. The bare parts do the same work and
 * ask nothing: parse, one INSERT for what arrived meanwhile, receipt.
 */
import { connect } from 'mqtt';
import { Pool } from 'pg';
import { makeReceipts } from '../../devices/receipts';
import { downTopic, UP_TOPICS } from '../../devices/topics';

type Said = { readonly msgId: string; readonly bootId: string; readonly seq: number };
type Row = Said & { readonly deviceId: string; readonly payload: string };

const TABLE = `CREATE TABLE IF NOT EXISTS bare_inbox (device_id text, msg_id text, received_at timestamptz, payload jsonb,
  PRIMARY KEY (device_id, msg_id))`;
const INSERT = `INSERT INTO bare_inbox SELECT device, msg, now(), payload::jsonb
  FROM unnest($1::text[], $2::text[], $3::text[]) AS rows (device, msg, payload) ON CONFLICT DO NOTHING`;
const MAX_ROWS = 500;

async function main(mqttUrl: string, connectionString: string): Promise<void> {
  const pool = new Pool({ connectionString, max: 2 });
  const client = connect(mqttUrl, { protocolVersion: 5, clientId: 'bare', properties: { receiveMaximum: 1_000 } });
  const receipts = makeReceipts((deviceId, receipt) => {
    client.publish(downTopic(deviceId, 'ack'), JSON.stringify(receipt), { qos: 1 });
  });
  const queue: Row[] = [];
  let busy = false;
  const store = async (): Promise<void> => {
    busy = true;
    while (queue.length > 0) {
      const rows = queue.splice(0, MAX_ROWS);
      await pool.query(INSERT, [
        rows.map(({ deviceId }) => deviceId),
        rows.map(({ msgId }) => msgId),
        rows.map(({ payload }) => payload),
      ]);
      const serverTime = new Date().toISOString();
      for (const { deviceId, msgId, bootId, seq } of rows)
        receipts.send({
          deviceId,
          receipt: { msgId, verdict: 'accepted', serverTime, retry: false },
          stored: { bootId, seq },
        });
    }
    busy = false;
  };
  client.on('message', (topic, bytes) => {
    const payload = bytes.toString('utf8');
    const { msgId, bootId, seq }: Said = JSON.parse(payload);
    queue.push({ deviceId: topic.split('/')[2] ?? '', msgId, bootId, seq, payload });
    if (!busy) void store();
  });
  await client.subscribeAsync(UP_TOPICS, { qos: 1 });
  await pool.query(TABLE); // who sees the table knows that we listen
  process.once('SIGTERM', () => process.exit(0));
}

void main(process.argv[2] ?? '', process.argv[3] ?? '');
