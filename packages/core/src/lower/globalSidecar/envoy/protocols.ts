import type { JsonObject } from '../../../model/Json.js';
import { extension } from './extension.js';

/** HTTP/1.1 as it came: trailers, capital letters in the names of headers, and the text beside the status. */
export const http1: JsonObject = {
  enable_trailers: true,
  header_key_format: {
    stateful_formatter: extension(
      'envoy.http.stateful_header_formatters.preserve_case',
      'extensions.http.header_formatters.preserve_case.v3.PreserveCaseFormatterConfig',
      { forward_reason_phrase: true }
    )
  }
};

/** HTTP/2 with windows that bound what one slow reader makes Envoy hold; CONNECT for WebSocket only. */
export const http2: JsonObject = {
  allow_connect: true,
  initial_stream_window_size: 1_048_576,
  initial_connection_window_size: 4_194_304,
  max_concurrent_streams: 1000
};

/** What a connection may hold in either direction before its reader has to catch up. */
export const bufferLimit = 262_144;

/** Both proxies of the pod write longer headers than they read; this one takes what those have taken. */
export const limits: JsonObject = { max_headers_count: 500 };
