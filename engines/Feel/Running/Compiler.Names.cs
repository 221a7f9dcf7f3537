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
        var code = slot is { } own ? Running.Code.At(name, new InSlot(own)) : Always(name, Outside(name));
        for (var i = contexts.Count - 1; i >= 0; i--)
            code = Running.Code.At(name, new InItem(contexts[i].Slot, contexts[i].Sure, new Member(name.Text, name.At), code.Place!));
        return code;
    }

    // A built-in function as a value, as in sort(list, before).
    private static Value Outside(Name name) =>
        Library.Find(name.Text) is { } function ? Value.Of(function.AsValue(name)) : Failed("unknown-name", name, name.Text);

    private Code PathCode(Path path)
    {
        var of = Code(path.Of);
        var member = new Member(path.Member, path.At);
        if (of.Way is InSlot { Slot: var slot })
            return Running.Code.At(path, new InContext(slot, member, layout.Reserve()));
        if (of.Place is { } place)
            return Running.Code.At(path, new InMember(place, member, layout.Reserve()));
        var step = of.Step;
        return Running.Code.Of(path, (Step)(e => member.Of(e, step(e))));
    }
}
