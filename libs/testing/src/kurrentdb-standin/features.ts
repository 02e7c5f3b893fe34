import type { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import featuresPb, {
  type SupportedMethods,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_pb.js';

/** Only so that the client takes the paths it takes with such a server; it says nothing about that server. */
export const ADVERTISED_VERSION = '26.0.0';

const METHODS: readonly (readonly [service: string, method: string])[] = [
  ['event_store.client.streams.streams', 'read'],
  ['event_store.client.streams.streams', 'append'],
  ['event_store.client.streams.streams', 'delete'],
  ['event_store.client.streams.streams', 'tombstone'],
  ['kurrentdb.protocol.v2.streams.streamsservice', 'appendsession'],
];

export function supportedMethods(
  _call: ServerUnaryCall<unknown, SupportedMethods>,
  reply: sendUnaryData<SupportedMethods>,
) {
  const methods = new featuresPb.SupportedMethods();
  methods.setEventStoreServerVersion(ADVERTISED_VERSION);
  for (const [service, name] of METHODS) {
    const method = new featuresPb.SupportedMethod();
    method.setServiceName(service);
    method.setMethodName(name);
    methods.addMethods(method);
  }
  reply(null, methods);
}
