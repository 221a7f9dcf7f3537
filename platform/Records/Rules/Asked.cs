using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Checking;

namespace Entente.Records.Rules;

/// <summary>A formula in one judging, with the values that do not change from row to row already in it.</summary>
internal abstract class Asked
{
    /// <param name="cells">The members of the section or row that the formula stands in.</param>
    /// <param name="row">The same as one value.</param>
    public abstract Outcome Of(Value[] cells, in Value row);

    /// <summary>For a formula that cannot be answered at all.</summary>
    public sealed class Never(Finding why) : Asked
    {
        public Outcome Outcome { get; } = new(Value.Failed(why), why);

        public override Outcome Of(Value[] cells, in Value row) => Outcome;
    }

    /// <summary>Nothing has to go by first.</summary>
    public sealed class Alone : Asked
    {
        private readonly Evaluation _evaluation;
        private readonly (int Slot, int Member)[] _current;

        /// <param name="formula">The formula.</param>
        /// <param name="shape">The members of its section or row.</param>
        /// <param name="outer">The values of all other names.</param>
        public Alone(Formula formula, Shape? shape, Func<string, Value> outer, Limits limits)
        {
            _evaluation = formula.Rule.Open(limits);
            var current = new List<(int, int)>();
            for (var slot = 0; slot < formula.Small.Names.Count; slot++)
            {
                var name = formula.Small.Names[slot].Name;
                if (shape is not null && shape.SlotOf(name) is >= 0 and var member)
                    current.Add((slot, member));
                else if (shape is not null && name == Scopes.Row)
                    current.Add((slot, -1));
                else
                    _evaluation[slot] = outer(name);
            }
            _current = [.. current];
        }

        public override Outcome Of(Value[] cells, in Value row)
        {
            foreach (var (slot, member) in _current)
                _evaluation[slot] = member < 0 ? row : cells[member];
            return _evaluation.Run();
        }
    }

    /// <summary>From what was gathered while rows went by.</summary>
    public sealed class Gathered(Gathering gathering, int rule, bool perRow) : Asked
    {
        public bool IsReady => gathering.CanAsk(rule);

        public override Outcome Of(Value[] cells, in Value row) => perRow ? gathering.Ask(rule, row) : gathering.Ask(rule);
    }
}
