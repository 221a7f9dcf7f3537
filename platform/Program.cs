using Entente.Administration;
using Entente.Bodies;
using Entente.Disclosure;
using Entente.Obligations;
using Entente.Records;
using Entente.Shared.Web;
using Entente.SignIn;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddShared();
    builder.AddBodies();
    builder.AddPeople();
    builder.AddSignIn();
    builder.AddRegistration();
    builder.AddDisclosure();
    builder.AddRecords();
    builder.AddObligations();
    builder.AddAdministration();

    var app = builder.Build();
    app.UseShared();
    app.UseSignIn();
    app.UseBodies();
    app.UseDisclosure();
    app.UseRecords();
    app.MapStatus();
    app.Run();
    return 0;
}
catch (SettingsRefused refused)
{
    Console.Error.WriteLine(refused.Message);
    return 1;
}

/// <summary>Public so that tests can host the application in their own process.</summary>
public sealed partial class Program;
