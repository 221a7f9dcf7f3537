using Entente.Feel.Syntax;

namespace Entente.Feel.Running;

internal sealed partial class Compiler
{
    private Code ForCode(For loop)
    {
        var mark = layout.Mark();
        var turns = TurnsOf(loop.Iterations);
        var partial = layout.Bind("partial");
        var (body, weight) = Weighed(() => Code(loop.Body).Step);
        var slot = layout.IsUsed(partial) ? partial : -1;
        layout.Release(mark);
        var (all, at) = (new Turns(turns, weight), loop.At);
        return Running.Code.Of(loop, (Step)(e =>
        {
            var collector = new Collector(body, slot, at);
            return all.Run(e, ref collector) is { } failed ? failed : collector.Result(e);
        }));
    }

    private Code QuantifiedCode(Quantified quantified)
    {
        var mark = layout.Mark();
        var turns = TurnsOf(quantified.Iterations);
        var (condition, weight) = Weighed(() => Code(quantified.Condition).Condition);
        layout.Release(mark);
        var (all, deciding) = (new Turns(turns, weight), quantified.Every ? Truth.False : Truth.True);
        return Running.Code.Of(quantified, (Condition)(e =>
        {
            var seeker = new Seeker(condition, deciding);
            if (all.Run(e, ref seeker) is { } failed && !seeker.IsDecided)
            {
                e.Problem = failed.Problem;
                return Truth.Unknown;
            }
            return seeker.Answer(e);
        }));
    }

    private Turn[] TurnsOf(Seq<Iteration> iterations)
    {
        var turns = new Turn[iterations.Count];
        for (var i = 0; i < turns.Length; i++)
        {
            var iteration = iterations[i];
            var (from, to) = (Code(iteration.In).Step, iteration.To is { } end ? Code(end).Step : null);
            turns[i] = new Turn(layout.Bind(iteration.Name), from, to, iteration.In.At);
        }
        return turns;
    }

    private struct Collector(Step body, int partial, Span at) : IVisitor
    {
        private Value[] items = new Value[4];
        private int count;

        public bool Visit(Evaluation e)
        {
            // What was made so far is seen without being copied: the list only shows as many members as there were.
            if (partial >= 0)
                e.Frame[partial] = Value.Of(FeelList.Wrap(items, count));
            var value = body(e);
            if (count >= e.Limits.Size)
                e.Halt("too-large", at, Words.Of(e.Limits.Size));
            if (e.IsHalted)
                return false;
            if (count == items.Length)
                Array.Resize(ref items, count * 2);
            items[count++] = value;
            return true;
        }

        public readonly Value Result(Evaluation e) => Value.Of(FeelList.Wrap(items, count));
    }

    private struct Seeker(Condition condition, Truth deciding) : IVisitor
    {
        private Truth answer = Chains.Not(deciding);
        private Finding? problem;

        public readonly bool IsDecided => answer == deciding;

        public bool Visit(Evaluation e)
        {
            var truth = condition(e);
            if (truth == Truth.Unknown)
                (answer, problem) = (truth, problem ?? e.Problem);
            else if (truth == deciding)
                answer = truth;
            return answer != deciding;
        }

        public readonly Truth Answer(Evaluation e)
        {
            e.Problem = problem;
            return answer;
        }
    }
}
