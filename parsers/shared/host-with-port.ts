/** A host as a client would name it: with the port but for those of http and https, and where it has none already. */
export function hostWithPort(host: string, port?: string): string {
  const hasPort = host.lastIndexOf(':') > host.lastIndexOf(']');
  const whole = port === undefined || hasPort || !NUMBER.test(port) ? host : `${host}:${port}`;
  return port === undefined ? whole : whole.replace(USUAL_PORT, '');
}

const NUMBER = /^\d{1,5}$/;
const USUAL_PORT = /:(?:80|443)$/;
