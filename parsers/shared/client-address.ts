/** The address in `address:port`, where a port is always there: IPv6 comes with brackets and without. */
export function withoutPort(endpoint: string): string | undefined {
  const colon = endpoint.lastIndexOf(':');
  return presentAddress(colon === -1 ? endpoint : endpoint.slice(0, colon));
}

/** The address in what may be `address`, `address:port` or `[address]:port`. */
export function clientAddress(endpoint: string): string | undefined {
  if (endpoint.startsWith('[')) return presentAddress(endpoint.slice(0, endpoint.indexOf(']') + 1));
  const colon = endpoint.indexOf(':');
  const onlyOne = colon !== -1 && colon === endpoint.lastIndexOf(':');
  return presentAddress(onlyOne ? endpoint.slice(0, colon) : endpoint);
}

/** The first of a list of addresses: who asked, before all proxies. */
export function firstAddress(list: string): string | undefined {
  const comma = list.indexOf(',');
  return clientAddress((comma === -1 ? list : list.slice(0, comma)).trim());
}

function presentAddress(address: string): string | undefined {
  const bare = address.startsWith('[') && address.endsWith(']') ? address.slice(1, -1) : address;
  return bare === '' || bare === '-' ? undefined : bare;
}
