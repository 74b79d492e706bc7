import { createKeeper } from './answer-keeper.ts';
import type { ExchangeContext } from './exchange.ts';
import type { SenderOptions } from './messages.ts';

/** What all exchanges of a sender share, before it begins. `isJudged`: whether clients of the user have a say in what is kept. */
export function exchangeContext(
  { workers, transport, closedLoop, users }: SenderOptions,
  isJudged: boolean,
  rest: Pick<ExchangeContext, 'outcomes' | 'onFree'>,
): ExchangeContext {
  const { origin, followRedirects, saveBodies } = transport;
  return {
    origin,
    startUs: 0,
    followRedirects,
    redirectsFollowed: 0,
    keeper: createKeeper(saveBodies, workers, isJudged),
    dueWhenSent: closedLoop && users === null,
    ...rest,
  };
}
