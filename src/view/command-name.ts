/** How reprise is called where it was started: npm's own runner knows commands that the shell does not find. */
export function commandName(environment: NodeJS.ProcessEnv = process.env): string[] {
  return environment.npm_command === undefined ? ['reprise'] : ['npx', 'reprise'];
}
