using Entente.Shared.Components;

namespace Entente.Disclosure.Protection;

/// <summary>What a state means for the reader, as a colour that helps the words.</summary>
internal static class ProtectionLook
{
    public static StatusKind Of(Protected state) => state switch
    {
        Protected.Yes => StatusKind.Good,
        Protected.Partly => StatusKind.Waiting,
        Protected.No => StatusKind.Bad,
        _ => StatusKind.Neutral,
    };

    public static StatusKind Of(RequirementStatus status) => status switch
    {
        RequirementStatus.Met => StatusKind.Good,
        RequirementStatus.NotApplicable => StatusKind.Quiet,
        _ => StatusKind.Bad,
    };
}
