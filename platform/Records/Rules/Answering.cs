using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Content;

namespace Entente.Records.Rules;

/// <summary>What answers are in one judging: values for formulas, and right or wrong by themselves.</summary>
internal sealed class Answering(RuleBook book, Surroundings around, Limits limits)
{
    public AnswerRules Rules { get; } = new(book, around, limits);

    public void Read(int section, Answer[] answers, Value[] cells) => book.Cells[section].Read(answers, cells, around);

    public void Read(int section, int field, Answer[] answers, Value[] cells) => book.Cells[section].Read(field, answers, cells, around);

    /// <summary>Of what a table has one row each.</summary>
    public IEnumerable<string> ItemsOf(ForEach each) => each.Register ? around.Entries(each.Of) : book.Codes.Of(each.Of, around.Day).Keys;
}
