import { Server, ServerCredentials } from '@grpc/grpc-js';
import featuresGrpc from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_grpc_pb.js';
import streamsGrpc from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import sessionsGrpc from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_grpc_pb.js';
import type { Place } from './append-faults.js';
import { appendSession } from './append-session.js';
import { append, deleteStream, notHere, tombstone } from './append-v1.js';
import { Faults } from './faults.js';
import { supportedMethods } from './features.js';
import { read } from './read.js';
import { StandinLog } from './standin-log.js';

export interface KurrentDbStandinOptions {
  /** 0 or absent: any. */
  readonly port?: number;
  /** Folder that keeps the log; in memory when absent. */
  readonly data?: string;
  /** The log of another node, which this one then serves as well. */
  readonly log?: StandinLog;
}

/**
 * Answers the official client on the wire like a KurrentDB node, from the client's own service stubs. It proves our adapter and
 * the client; nothing about the server.
 */
export interface KurrentDbStandin {
  /** `kurrentdb://127.0.0.1:<port>?tls=false` */
  readonly url: string;
  readonly port: number;
  readonly log: StandinLog;
  readonly faults: Faults;
  /** Open calls are cut. */
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';

function serve(place: Place): Server {
  const server = new Server();
  const [readAny, appendOne] = [read(place), append(place)];
  server.addService(streamsGrpc.StreamsService, {
    read: readAny,
    append: appendOne,
    delete: deleteStream(place),
    tombstone: tombstone(place),
    batchAppend: notHere,
  } as never);
  server.addService(sessionsGrpc.StreamsServiceService, {
    appendSession: appendSession(place),
    appendRecords: notHere,
  } as never);
  server.addService(featuresGrpc.ServerFeaturesService, { getSupportedMethods: supportedMethods } as never);
  return server;
}

function bind(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(`${HOST}:${port}`, ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
}

export async function startKurrentDbStandin(options: KurrentDbStandinOptions = {}): Promise<KurrentDbStandin> {
  const log = options.log ?? (await StandinLog.open(options.data));
  const faults = new Faults();
  let port = options.port ?? 0;
  const server = serve({ log, faults, host: HOST, port: () => port });
  port = await bind(server, port);
  const stop = async () => {
    server.forceShutdown();
    if (options.log === undefined) await log.close();
  };
  return { url: `kurrentdb://${HOST}:${port}?tls=false`, port, log, faults, stop };
}
