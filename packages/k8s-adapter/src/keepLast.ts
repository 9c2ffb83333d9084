/** A function that keeps its last answer for as long as it is asked about the same. */
export const keepLast = <A, B>(answerTo: (question: A) => B): ((question: A) => B) => {
  let last: { readonly question: A; readonly answer: B } | undefined;
  return question => {
    if (last?.question !== question) last = { question, answer: answerTo(question) };
    return last.answer;
  };
};
