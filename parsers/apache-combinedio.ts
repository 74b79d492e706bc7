import { apacheFormat } from './shared/apache-format.ts';
import { SAMPLE_TAIL, sampleOf } from './shared/combined-samples.ts';

/** Reads `combinedio`: `combined` with the bytes received and sent (mod_logio) after it. */
export const apacheCombinedio = apacheFormat('combinedio', {
  name: 'apache-combinedio',
  title: 'Apache combinedio (combined with bytes in and out)',
  samples: [sampleOf(`192.0.2.7 - - ${SAMPLE_TAIL} 231 845`)],
});
export default apacheCombinedio;
