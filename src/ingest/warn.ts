/** Takes what is wrong with a file that is read all the same, and whether some of it is lost; said once a file and text, however often it is called. */
export type Warn = (text: string, isLoss?: boolean) => void;
