/** Where one was in a list, so that coming back from a record finds the same row at the same scroll. */

export interface Place {
  at: number;
  top: number;
  count: number;
}

const places = new Map<string, Place>();

export const remember = (url: string, place: Place) => void places.set(url, place);
export const recall = (url: string): Place | undefined => places.get(url);
