// Takes access logs as Envoys send them, and prints each message as JSON: {"type": "http", "text": ".."}.   receiver.mjs PORT
// Messages are not decoded: what is text in them can be read anyway.
import { Server, ServerCredentials } from '@grpc/grpc-js';

const same = value => value;

const StreamAccessLogs = {
  path: '/envoy.service.accesslog.v3.AccessLogService/StreamAccessLogs',
  requestStream: true,
  responseStream: false,
  requestSerialize: same,
  requestDeserialize: same,
  responseSerialize: same,
  responseDeserialize: same
};

const take = call =>
  call.on('data', message => console.log(JSON.stringify({ text: message.toString('latin1') })));

const server = new Server();
server.addService({ StreamAccessLogs }, { StreamAccessLogs: take });
server.bindAsync(`0.0.0.0:${process.argv[2]}`, ServerCredentials.createInsecure(), error => {
  if (error !== null) throw error;
  console.log('listening');
});
