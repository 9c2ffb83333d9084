// Asks what curl cannot, and prints JSON.   ask.mjs grpc|websocket|tcp|stream '{..}'
import { askGrpc } from './askGrpc.mjs';
import { askStream } from './askStream.mjs';
import { askTcp, askWebSocket } from './askSocket.mjs';

const [protocol, question] = process.argv.slice(2);
const ask = { grpc: askGrpc, websocket: askWebSocket, tcp: askTcp, stream: askStream };

console.log(JSON.stringify(await ask[protocol](JSON.parse(question))));
process.exit(0);
