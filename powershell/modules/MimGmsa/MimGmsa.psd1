@{
    RootModule = 'Runner.psm1'
    ModuleVersion = '1.0.0'
    GUID = '7d0b1c36-52b3-4a0f-9a6e-3f6a8d0e5b21'
    Author = 'MIM gMSA portal'
    CompanyName = 'MIM gMSA portal'
    Copyright = 'See LICENSE of the MIM gMSA portal'
    Description = 'Moves the services of Microsoft Identity Manager 2016 to group managed service accounts, one approved step after the other.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @('Invoke-MimGmsaRunbook')
    CmdletsToExport = @()
    VariablesToExport = @()
    AliasesToExport = @()
}
