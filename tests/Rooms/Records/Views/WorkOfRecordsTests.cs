using Entente.Bodies;
using Entente.Bodies.Loading;
using Entente.Client.Run;
using Entente.Records.Pages;
using Entente.Records.Writing;
using Entente.Shared.Work;

namespace Entente.Tests.Rooms.Records.Views;

/// <summary>What waits for somebody, and what they could do but nobody waits for.</summary>
public sealed class WorkOfRecordsTests
{
    private static readonly Loaded Shipped = BodyLoader.Load(FolderReader.Read(Path.Combine(House.Find().Bodies, "iccat")));

    [Theory]
    [InlineData("bigeye-document", "valid", WorkKind.Message)]
    [InlineData("sighting", "submitted", WorkKind.Message)]
    [InlineData("port-entry", "refused", WorkKind.Task)]
    public void What_stands_waits_for_its_party_only_while_an_appeal_may_be_made(string definition, string state, WorkKind expected) =>
        Kind(Of("JPN", Right.Submit), definition, state).ShouldBe(expected);

    [Theory]
    [InlineData("sighting", "submitted")]
    [InlineData("quota-transfer", "submitted")]
    public void It_waits_for_the_secretariat_where_that_decides(string definition, string state) => Kind(Of(null, Right.Serve), definition, state).ShouldBe(WorkKind.Task);

    private static WorkKind Kind(Actor actor, string definition, string state) =>
        WorkOfRecords.Item(actor, Shipped.Body!, Shipped.Definitions.Single(one => one.Code == definition), new Filed(Guid.NewGuid(), "iccat", definition, "JPN", null, null, state, 1, "Title", null, DateTimeOffset.UnixEpoch, null), asked: false)!.Kind;

    private static Actor Of(string? party, Right right) => new(Guid.NewGuid(), null, [new Holding(Guid.NewGuid(), "iccat", party, "some-post", default, null, new HashSet<Right> { right })]);
}
