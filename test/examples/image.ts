import { readFileSync } from 'node:fs';
import { DockerfileParser } from 'dockerfile-ast';
import { EXAMPLES } from './staging.ts';

export const DOCKERFILE = readFileSync(new URL('Dockerfile', EXAMPLES), 'utf8');

/** What the example's Dockerfile makes: the steps of its stages, and how a container of its last one starts. */
export function exampleImage() {
  const instructions = DockerfileParser.parse(DOCKERFILE).getInstructions();
  const all = (keyword: string) =>
    instructions
      .filter((instruction) => instruction.getKeyword() === keyword)
      .map((instruction) => instruction.getArgumentsContent()!);
  return {
    runs: all('RUN'),
    copies: all('COPY'),
    workdir: all('WORKDIR').at(-1)!,
    user: all('USER').at(-1)!,
    entrypoint: JSON.parse(all('ENTRYPOINT').at(-1)!) as readonly string[],
  };
}
