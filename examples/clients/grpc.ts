import { fileURLToPath } from 'node:url';
import { Client as Channel, credentials, type ServiceError, status } from '@grpc/grpc-js';
import { loadSync, type MethodDefinition } from '@grpc/proto-loader';
import type { Client, SentAnswer } from 'reprise/client';

type Method = MethodDefinition<object, object>;

interface State {
  channel: Channel;
  /** By the path that they have in the log: `/shop.Items/Get`. */
  methods: Map<string, Method>;
}

/** Calls of a service as its proxy logged them; the message is the payload of the request, in JSON. */
const client: Client<State> = {
  start({ target }) {
    const definition = loadSync(fileURLToPath(new URL('./shop.proto', import.meta.url)));
    const methods = Object.values(definition).flatMap((part) =>
      'format' in part ? [] : Object.values(part as Record<string, Method>),
    );
    return {
      channel: new Channel(new URL(target).host, credentials.createInsecure()),
      methods: new Map(methods.map((method) => [method.path, method])),
    };
  },

  send(request, { state, timeoutMs }) {
    const method = state.methods.get(request.path);
    if (!method) throw new Error(`${request.path} is none of the methods of shop.proto`);
    const message = JSON.parse(Buffer.from(request.body ?? '{}').toString());
    return new Promise<SentAnswer>((resolve) => {
      state.channel.makeUnaryRequest(
        method.path,
        method.requestSerialize,
        method.responseDeserialize,
        message,
        { deadline: Date.now() + timeoutMs },
        (error, answer) => {
          if (error) resolve({ status: HTTP_STATUS[error.code] ?? 500, body: error.details });
          else resolve({ status: 200, body: JSON.stringify(answer) });
        },
      );
    });
  },

  stop: ({ state }) => state.channel.close(),
};
export default client;

/** Which status of HTTP a code of gRPC is counted as: what a gateway makes of it. */
const HTTP_STATUS: Readonly<Partial<Record<ServiceError['code'], number>>> = {
  [status.INVALID_ARGUMENT]: 400,
  [status.UNAUTHENTICATED]: 401,
  [status.PERMISSION_DENIED]: 403,
  [status.NOT_FOUND]: 404,
  [status.ALREADY_EXISTS]: 409,
  [status.RESOURCE_EXHAUSTED]: 429,
  [status.UNIMPLEMENTED]: 501,
  [status.UNAVAILABLE]: 503,
  [status.DEADLINE_EXCEEDED]: 504,
};
