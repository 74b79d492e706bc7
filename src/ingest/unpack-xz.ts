import { UnpackError } from './unpack-error.ts';

/** Unpacks xz, of one stream or several: liblzma, as WebAssembly, so that it runs wherever Node does. */
export async function* unpackXz(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const lzma = await import('node-liblzma/wasm');
  const module = await lzma.initModule();
  const output = lzma.copyToWasm(module, new Uint8Array(SLICE));
  let stream: InstanceType<typeof lzma.WasmLzmaStream> | undefined;

  function end(): void {
    if (!stream) return;
    lzma.end(stream);
    stream.free();
    stream = undefined;
  }

  try {
    for await (const chunk of chunks) {
      const input = lzma.copyToWasm(module, chunk);
      try {
        let at = 0;
        let full = false;
        while (at < chunk.length || full) {
          // Between two streams there may be padding.
          if (!stream && chunk[at] === 0) {
            at++;
            continue;
          }
          if (!stream) {
            stream = new lzma.WasmLzmaStream(module);
            lzma.decoderInit(stream);
          }
          stream.setInput(input + at, chunk.length - at);
          stream.setOutput(output, SLICE);
          const result = lzma.code(stream, lzma.LZMA_RUN);
          const filled = SLICE - stream.availOut;
          at = chunk.length - stream.availIn;
          full = filled === SLICE;
          if (filled > 0) yield Buffer.from(lzma.copyFromWasm(module, output, filled));
          if (result === lzma.LZMA_STREAM_END) {
            end();
            full = false;
          } else if (result !== lzma.LZMA_OK) throw damaged(result, lzma);
        }
      } finally {
        module._free(input);
      }
    }
    if (stream) throw new UnpackError('cut-off', 'the data end within a stream');
  } finally {
    end();
    module._free(output);
    await chunks.return(undefined);
  }
}

const SLICE = 256 * 1024;

function damaged(result: number, lzma: typeof import('node-liblzma/wasm')): UnpackError {
  if (result === lzma.LZMA_FORMAT_ERROR) return new UnpackError('damaged', 'something hangs on behind it');
  if (result === lzma.LZMA_OPTIONS_ERROR) return new UnpackError('damaged', 'it asks for an unknown method');
  if (result === lzma.LZMA_MEMLIMIT_ERROR) return new UnpackError('damaged', 'it asks for more than 256 MiB');
  return new UnpackError('damaged', 'its check sums do not hold');
}
