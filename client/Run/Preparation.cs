using Entente.Bodies;
using Entente.Records.Tables;
using Entente.Shared.Data;
using Entente.SignIn;

namespace Entente.Client.Run;

/// <summary>All that is done under the owner's login before the application starts; the tests' databases are made by it too.</summary>
public static class Preparation
{
    public static async Task<Installation> Run(string owner, InstallationSecret secret, House house, bool demonstration, TimeProvider time, Action<IReadOnlyList<Outcome>>? said, CancellationToken cancel)
    {
        var installation = await Installation.Prepare(owner, secret, demonstration, time, cancel);
        var published = await Publication.Publish(owner, house.Bodies, TableMaking.Make, time, cancel);
        said?.Invoke(published);
        if (installation.Demonstration)
        {
            await Demonstration.Load(owner, house.Bodies, time, cancel);
            await DemonstrationRequests.Load(owner, house.Bodies, time, cancel);
        }
        return installation;
    }
}
