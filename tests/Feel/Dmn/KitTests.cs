using Entente.Feel.Dmn.Kit;
using Entente.Tests.Feel.Syntax;

namespace Entente.Tests.Feel.Dmn;

public class KitTests
{
    private const string Absent = "absent";

    public static TheoryData<string> Folders() =>
        KitTexts.Folder is { } kit ? new TheoryData<string>(ConformanceKit.Folders(kit).Select(folder => Path.GetRelativePath(kit, folder))) : new TheoryData<string>(Absent);

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_of_the_kit_agrees(string folder)
    {
        Assert.SkipWhen(folder == Absent, "The conformance kit is absent; set ENTENTE_DATA to the folder that holds dmn-tck.");
        var results = ConformanceKit.Run(Path.Combine(KitTexts.Folder!, folder));
        results.Count.ShouldBePositive();
        results.Where(result => !result.Passed && result.Excuse is null).Select(result => $"{result.Case} {result.Node}: {result.Reason}").ShouldBeEmpty();
    }
}
