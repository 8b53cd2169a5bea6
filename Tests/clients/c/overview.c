/* Which debts does this citizen have? With gSOAP (packages gsoap, libgsoap-dev), from the WSDL the server publishes.
 *
 *   for part in wsdl xsd=soap-BK xsd=soap-StUF; do
 *     curl --cacert ca.pem -o "schuldenoverzicht?$part" "https://…/soap/schuldenoverzicht?$part"    # the names by which they find each other
 *   done
 *   wsdl2h -c -P -t typemap.dat -o overview.h 'schuldenoverzicht?wsdl'      # typemap.dat gives the generated names their prefixes
 *   soapcpp2 -c -C -L -x overview.h
 *   cc -DWITH_OPENSSL overview.c soapC.c soapClient.c -lgsoapssl -lssl -lcrypto -o overview
 *   ./overview https://…/soap/schuldenoverzicht BSN
 *
 * Environment: CA, the authority that signed the server's certificate; IDENTITY, your own certificate and key in one file; both PEM.
 */
#include "soapH.h"
#include "SchuldenoverzichtSoap11.nsmap"

static int told(struct soap *soap) {
    struct SOAP_ENV__Detail *detail = NULL;
    if (soap->fault) detail = soap->version == 2 ? soap->fault->SOAP_ENV__Detail : soap->fault->detail;
    if (!detail || !detail->StUF__Fo02Bericht) {
        soap_print_fault(soap, stderr);
        return 2;
    }
    printf("fault %s\ntext %s\n", *soap_faultcode(soap), *soap_faultstring(soap));
    printf("stuf %s\ndetails %s\n", detail->StUF__Fo02Bericht->body->code, *detail->StUF__Fo02Bericht->body->details);
    return 1;
}

int main(int count, char **words) {
    struct soap *soap = soap_new1(SOAP_C_UTFSTRING);
    if (count != 3 || soap_ssl_client_context(soap, SOAP_SSL_DEFAULT, getenv("IDENTITY"), "", getenv("CA"), NULL, NULL)) return 2;

    struct StUF__StuurgegevensType head = {.berichtcode = _StUF__StuurgegevensType_berichtcode__Di02, .functie = "geefSchuldenoverzicht"};
    struct BK__PersoonType person = {.inp_x002ebsn = words[2], .StUF__entiteittype = "NPS", .StUF__functie = "selectie"};
    struct _BK__geefSchuldenoverzicht_USCOREDi02 question = {.stuurgegevens = &head, .persoon = &person};
    struct _BK__geefSchuldenoverzicht_USCOREDu02 answer;
    if (soap_call___WSDL__vraagSchuldenoverzicht(soap, words[1], NULL, &question, &answer)) return told(soap);

    long long total = 0;
    for (int document = 0; document < answer.__sizedocument; document++) {
        struct BK__FinancieleZakenType *cases = answer.document[document].body->financiele_USCOREzaken;
        for (int at = 0; at < cases->__sizefinanciele_USCOREzaak; at++) {
            printf("%s %lld\n", cases->financiele_USCOREzaak[at].zaakkenmerk, (long long)cases->financiele_USCOREzaak[at].saldo);
            total += cases->financiele_USCOREzaak[at].saldo;
        }
    }
    printf("saldo %lld\n", total);
    soap_destroy(soap);
    soap_end(soap);
    soap_free(soap);
    return 0;
}
