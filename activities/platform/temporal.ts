import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InterceptingCall, type Interceptor } from '@grpc/grpc-js';
import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import type { ConnectionOptions } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { NativeConnection } from '@temporalio/worker';
import { makeCodec } from './codec';
import type { Config, TemporalAddress } from './config';
import { openKeyRing } from './keyRing';
import { temporalYaml } from './temporalYaml';

/** No request waits for ever; longer than the server's own long poll of 20 s. */
const REQUEST_LIMIT_MS = 30_000;

const withLimit: Interceptor = (options, nextCall) =>
  new InterceptingCall(nextCall({ ...options, deadline: options.deadline ?? Date.now() + REQUEST_LIMIT_MS }));

/**
 * The SDK waits 1.7 s before it repeats a busy server's refusal: too long on the way of an alarm.
 * These eight attempts take 5 s, within which a server that was killed is back.
 */
const retrySoon = makeGrpcRetryInterceptor(
  defaultGrpcRetryOptions({ initialIntervalMs: () => 50, maxIntervalMs: () => 2000, maxAttempts: 8 }),
);

export const namespaceOf = ({ temporal }: Pick<Config, 'temporal'>): string =>
  temporal.namespace ?? temporalYaml().namespace.name;

/** Named with its ending: the SDK loads it by itself, also where our own code is one file. */
export const FAILURE_CONVERTER = join(__dirname, 'failureConverter.ts');

/** How everything said to Temporal is encrypted, failures included; the same for client, worker and bundle. */
export function dataConverter(config: Pick<Config, 'temporal' | 'keyFile'>): DataConverter {
  return {
    payloadCodecs: [makeCodec(openKeyRing(config.keyFile), namespaceOf(config))],
    failureConverterPath: FAILURE_CONVERTER,
  };
}

function tls(at: TemporalAddress): NonNullable<ConnectionOptions['tls']> {
  if (!at.tls) return false;
  const { serverCa, clientCertificate, clientKey, serverName } = at;
  const pair = clientCertificate !== undefined && clientKey !== undefined;
  return {
    ...(serverCa === undefined ? {} : { serverRootCACertificate: readFileSync(serverCa) }),
    ...(serverName === undefined ? {} : { serverNameOverride: serverName }),
    ...(pair ? { clientCertPair: { crt: readFileSync(clientCertificate), key: readFileSync(clientKey) } } : {}),
  };
}

/** gRPC would wait up to two minutes before it looks again for a server that was away. */
const RECONNECT_SOON = { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 1000 };

const options = (at: TemporalAddress) => ({
  address: at.address,
  tls: tls(at),
  ...(at.apiKey === undefined ? {} : { apiKey: at.apiKey }),
});

/** A client that speaks encrypted. It connects at the first call, so a process may start while Temporal is away. */
export function connectClient(config: Pick<Config, 'temporal' | 'keyFile'>): Client {
  const connection = Connection.lazy({
    ...options(config.temporal),
    interceptors: [withLimit, retrySoon],
    channelArgs: RECONNECT_SOON,
  });
  return new Client({ connection, namespace: namespaceOf(config), dataConverter: dataConverter(config) });
}

/** The workers' connection; it reconnects by itself once it was made. */
export const connectWorkers = (config: Pick<Config, 'temporal'>): Promise<NativeConnection> =>
  NativeConnection.connect(options(config.temporal));
