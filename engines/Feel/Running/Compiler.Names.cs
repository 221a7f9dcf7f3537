using Entente.Feel.Syntax;
using Path = Entente.Feel.Syntax.Path;

namespace Entente.Feel.Running;

internal sealed partial class Compiler
{
    private Code NameCode(Name name)
    {
        var (contexts, slot) = layout.Find(name.Text);
        if (contexts.Count == 0 && slot is null)
            return Always(name, Outside(name));
        Place place;
        if (slot is { } own)
            place = (Evaluation e) => ref e.Frame[own];
        else
            place = Always(name, Outside(name)).Place!;
        for (var i = contexts.Count - 1; i >= 0; i--)
            place = new Looked(contexts[i].Slot, contexts[i].Sure, new Member(name.Text, name.At), place).Get;
        return Running.Code.At(name, place);
    }

    // A built-in function as a value, as in sort(list, before).
    private static Value Outside(Name name) =>
        Library.Find(name.Text) is { } function ? Value.Of(function.AsValue(name)) : Failed("unknown-name", name, name.Text);

    private Code PathCode(Path path)
    {
        var of = Code(path.Of);
        var member = new Member(path.Member, path.At);
        if (of.Place is { } place)
            return Running.Code.At(path, new MemberPlace(place, member, layout.Reserve()).Get);
        var step = of.Step;
        return Running.Code.Of(path, (Step)(e => member.Of(e, step(e))));
    }
}
